"""What moderators judge of a post, and what they may do to the conversation around it."""

from django.urls import reverse

from community.moderation.models import Deed, Moderated


class Judged(Moderated):
    report_as = "bericht"
    around = (Deed.SLOW, Deed.CLOSE)

    class Meta(Moderated.Meta):
        abstract = True

    @property
    def said(self):
        """What is judged when it is reported."""
        return self.with_title()

    @property
    def where(self):
        return self.topic.shown_title

    @property
    def again_url(self):
        """The box of an answer, or of a new conversation when it began one."""
        if self.is_first:
            return f"{reverse('forums:topic_new', args=[self.network.slug])}?opnieuw={self.pk}"
        return f"{self.topic.get_absolute_url()}?opnieuw={self.pk}#reply"

    @property
    def is_shown(self):
        return not (self.is_hidden or self.taken_back_at)

    def calm(self, deed, *, by):
        """Touch the whole conversation: nobody is judged, and all have a rest."""
        deeds = {Deed.SLOW: self.topic.slow_down, Deed.CLOSE: self.topic.close}
        deeds[deed](by=by)

    @property
    def speakers(self):
        """The keys of who spoke here under their name, for a talk in a quiet room."""
        spoke = self.topic.posts.shown().exclude(author=None)
        return set(spoke.values_list("author", flat=True))
