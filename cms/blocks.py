"""The few building blocks of a school's pages: enough to say it, too few to break it."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

RICH_TEXT = ["bold", "italic", "link", "ol", "ul", "h3"]


class TextBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=80, label=_("Heading"))
    text = blocks.RichTextBlock(
        features=RICH_TEXT, label=_("Text"), help_text=_("Short sentences. One thing at a time.")
    )

    class Meta:
        icon = "doc-full"
        label = _("Heading with text")
        template = "cms/blocks/text.html"


class QuestionsBlock(blocks.StructBlock):
    questions = blocks.ListBlock(
        blocks.CharBlock(max_length=160, label=_("Question")), min_num=1, max_num=8
    )

    class Meta:
        icon = "help"
        label = _("Questions to talk about")
        template = "cms/blocks/questions.html"


class LinkBlock(blocks.StructBlock):
    label = blocks.CharBlock(
        max_length=80,
        label=_("Words of the link"),
        help_text=_("Say where the link goes, not “click here”."),
    )
    url = blocks.URLBlock(label=_("Web address"))

    class Meta:
        icon = "link"
        label = _("Link")
        template = "cms/blocks/link.html"


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        max_length=200,
        label=_("What is in the picture?"),
        help_text=_("For who cannot see it. A child in the picture? Ask the parents first."),
    )
    caption = blocks.CharBlock(max_length=200, required=False, label=_("Line below the picture"))

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "cms/blocks/picture.html"


class ThemeBody(blocks.StreamBlock):
    text = TextBlock()
    questions = QuestionsBlock()
    link = LinkBlock()
    picture = PictureBlock()


class LinesBlock(blocks.StreamBlock):
    line = blocks.CharBlock(max_length=160, label=_("One line"))

    class Meta:
        max_num = 8


class ContactBlock(blocks.StructBlock):
    name = blocks.CharBlock(max_length=60, label=_("Name"))
    role = blocks.CharBlock(max_length=80, label=_("Role at the school"))
    hours = blocks.CharBlock(max_length=120, label=_("When can parents reach this person?"))
    text = blocks.CharBlock(max_length=200, required=False, label=_("What for?"))

    class Meta:
        icon = "user"
        label = _("Person")


class ContactsBlock(blocks.StreamBlock):
    person = ContactBlock()

    class Meta:
        max_num = 8


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=80, label=_("Step"))
    text = blocks.CharBlock(max_length=300, label=_("What happens?"))
    outside = blocks.BooleanBlock(required=False, label=_("This person is not of the school"))

    class Meta:
        icon = "order"
        label = _("Step")


class StepsBlock(blocks.StreamBlock):
    step = StepBlock()

    class Meta:
        max_num = 6
