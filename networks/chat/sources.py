from django.utils.translation import gettext_lazy as _

from community.search.sources import Source
from networks.chat.models import Message


class Messages(Source):
    model = Message
    title = _("Chat")
    icon = "chat"
    tone = "sky"
    template = "chat/_hit.html"
    related = ("room__network", "author")
    order = 40

    def candidates(self, reader):
        return super().candidates(reader).shown()
