from django.utils.translation import gettext_lazy as _

from community.search.sources import Source
from ouderkamer.models import Gathering


class Gatherings(Source):
    model = Gathering
    title = _("Agenda")
    icon = "cal"
    tone = "mint"
    template = "ouderkamer/_hit.html"
    related = ("network",)
    order = 30
