from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from community.search.sources import Source
from forums.models import Post, Topic


class Conversations(Source):
    model = Topic
    title = _("Conversations")
    icon = "talk"
    template = "forums/_hit.html"
    order = 10

    def candidates(self, reader):
        """Without those whose first post is hidden or taken back."""
        return super().candidates(reader).filter(shows_title=True)

    def find(self, words, reader):
        hits = list(super().find(words, reader))
        first = Prefetch("posts", Post.objects.filter(is_first=True), to_attr="firsts")
        prefetch_related_objects(hits, "network", "author", first)
        return hits
