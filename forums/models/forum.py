from django.conf import settings
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.activity.recording import record
from networks.inside import Inside, InsideQuerySet
from networks.mentions import called_in
from networks.models.network import Audience

LAST = 90  # position of questions for the school


class ForumQuerySet(InsideQuerySet):
    def default_for(self, network):
        """The first forum of ``network``; a network that has none gets it here.

        Safe when two parents start the first two conversations at once.
        """
        return self.filter(network=network).first() or self._open_first(network)

    def for_parents(self, network):
        """The first forum that parents of ``network`` have to themselves; made if there is none."""
        own = self.filter(network=network, audience=Audience.PARENTS)
        return own.first() or self._open_first(network)

    def for_school(self, network):
        """The first forum of ``network`` that the school reads too; made when there is none."""
        shared = self.filter(network=network, audience=Audience.EVERYONE)
        return shared.first() or self._open_for_school(network)

    def with_topics(self):
        """Annotate ``topic_count``, what was merged away left out."""
        topics = models.Count("topics", filter=models.Q(topics__merged_into=None))
        return self.annotate(topic_count=topics)

    @transaction.atomic
    def open(self, network, *, name, line, audience, by):
        """A new subject below the others, and above questions for the school."""
        _hold_order(network)
        above = self.filter(network=network, position__lt=LAST)
        highest = above.aggregate(models.Max("position"))["position__max"]
        place = min(-1 if highest is None else highest, LAST - 2) + 1
        facts = {"name": name, "line": line, "audience": audience}
        return self.create(network=network, position=place, **facts)

    def _open_first(self, network):
        # Named in the language of the place, not of whoever happens to come first.
        with translation.override(settings.LANGUAGE_CODE):
            name = gettext("All parents")
            line = gettext("Here you talk with all parents of the school.")
        forum, _is_new = self.get_or_create(network=network, name=name, defaults={"line": line})
        return forum

    def _open_for_school(self, network):
        with translation.override(settings.LANGUAGE_CODE):
            name = gettext("Questions for the school")
            line = gettext("The school reads this and gives an answer.")
        facts = {"line": line, "audience": Audience.EVERYONE, "position": LAST}
        forum, _is_new = self.get_or_create(network=network, name=name, defaults=facts)
        return forum


class Forum(Inside):
    """A subject to talk about in one network."""

    name = models.CharField(_("name"), max_length=40)
    line = models.CharField(_("what it is for"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ForumQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint("network", "name", name="forums_one_name_per_network")
        ]

    def __str__(self):
        return self.name

    @transaction.atomic
    def start_topic(self, *, title, text, by, kind="talk", about="", lang=None, **how):
        """Open a conversation with its first post; its writer has read it.

        ``about`` is the key of a subject; ``how`` goes to ``add_post``. The same ``once`` with
        the same words gives the conversation of before.
        """
        self._hold()
        if started := self.topics.started(how.get("once"), text):
            return started
        lang = lang or by.language
        author = None if how.get("nameless") else by
        facts = {"title": title, "kind": kind, "about": about, "lang": lang}
        topic = self.topics.create(network_id=self.network_id, author=author, **facts)
        post = topic.add_post(text, is_first=True, lang=lang, by=by, **how)
        if kind == topic.Kind.ANNOUNCEMENT:
            record("forums.announced", by=author, about=topic, network=topic.network)
        else:
            record("forums.topic_started", by=author, about=topic, network=topic.network)
        post.mention(called_in(text, self))
        return topic

    def describe(self, *, name, line, by):
        self.name, self.line = name, line
        self.save(update_fields=["name", "line"])

    @property
    def stays_below(self):
        return self.position >= LAST

    @transaction.atomic
    def rise(self, *, by):
        """One place up. Places of old may be equal, so all are given again."""
        _hold_order(self.network)
        forums = list(Forum.objects.filter(network=self.network))
        at = forums.index(self)
        if at and not self.stays_below:
            forums[at - 1], forums[at] = forums[at], forums[at - 1]
        for place, forum in enumerate(each for each in forums if not each.stays_below):
            Forum.objects.filter(pk=forum.pk).update(position=place)

    @transaction.atomic
    def remove(self, *, by):
        """Only while nobody has talked here; False when somebody has."""
        self._hold()
        if self.topics.exists():
            return False
        self.delete()
        return True

    def _hold(self):
        """Two presses of one button wait for each other until the end of the transaction."""
        list(Forum.objects.filter(pk=self.pk).select_for_update(no_key=True).values("pk"))


def _hold_order(network):
    """Who gives places to the subjects of one network waits for who is doing it."""
    list(type(network).objects.filter(pk=network.pk).select_for_update(no_key=True).values("pk"))
