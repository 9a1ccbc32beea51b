"""What parents say on the front door."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class VoiceBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=200, label=_("What does this parent say?"))
    name = blocks.CharBlock(max_length=40, label=_("First name"))
    who = blocks.CharBlock(
        max_length=80, label=_("Who is this?"), help_text=_("Ask whether it may stand here.")
    )

    class Meta:
        icon = "openquote"
        label = _("A parent says")


class VoicesBlock(blocks.StreamBlock):
    voice = VoiceBlock()

    class Meta:
        max_num = 2
