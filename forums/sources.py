from django.utils.translation import gettext_lazy as _

from community.search.sources import Source
from forums.met import as_met_by
from forums.models import Post


class Conversations(Source):
    model = Post
    title = _("Conversations")
    icon = "talk"
    template = "forums/_hit.html"
    related = ("topic__network", "author")
    order = 10

    def candidates(self, reader):
        return super().candidates(reader).shown()

    def find(self, words, reader):
        """Of each conversation the post that fits best."""
        posts = list(super().find(words, reader))
        found = list({post.topic_id: post for post in reversed(posts)}.values())[::-1]
        as_met_by(reader, [post.topic for post in found])
        return found
