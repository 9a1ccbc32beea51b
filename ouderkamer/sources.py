from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from community.search.sources import Source
from ouderkamer.models import Gathering


class Gatherings(Source):
    model = Gathering
    title = _("Agenda")
    icon = "cal"
    tone = "mint"
    template = "ouderkamer/_hit.html"
    order = 30

    def find(self, words, reader):
        hits = list(super().find(words, reader))
        prefetch_related_objects(hits, "network")
        return hits
