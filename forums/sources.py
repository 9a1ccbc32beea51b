from django.utils.translation import gettext_lazy as _

from community.search.sources import Source
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
        return list({post.topic_id: post for post in reversed(posts)}.values())[::-1]
