from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.search import index
from wagtail.search.backends import get_search_backend

from community.access import Visible
from community.activity.recording import record
from community.enclosures.models import BRINGS
from community.people.models import without_unmet
from community.richtext import RenderedField, gist
from community.search.words import Findable, by_found
from forums.models.held import hold_if_asked
from forums.models.judged import Judged
from forums.models.nameless import Nameless, mark_of
from forums.models.reaction import Reaction
from forums.models.topic import Topic

GIST = 120  # characters
UNDO_FOR = timedelta(minutes=10)
QUOTED = 300  # characters of what one answers
FOUND_BY = {"text", "is_first", "lang"}
SETTLES_IN = timedelta(minutes=5)  # before that an edit is part of writing


class PostQuerySet(Visible):
    def seen_by(self, user):
        inside = self.filter(topic__in=Topic.objects.visible_to(user))
        return without_unmet(inside, user, "author")

    def shown(self):
        return self.filter(hidden_at=None, taken_back_at=None)

    def next_position(self):
        """Of one topic, which is held."""
        return (self.aggregate(last=Max("position"))["last"] or 0) + 1

    def renumber(self):
        """Give the posts of one topic, which is held, their places again."""
        posts = list(self.order_by("pk").only("pk", "position"))
        for place, post in enumerate(posts, start=1):
            post.position = place
        self.model.objects.bulk_update(posts, ["position"], batch_size=500)

    def said(self, once, text):
        """What the same press of a button sent before; new words under it are new."""
        return self.filter(once=once, text=text).first() if once else None

    def for_reading(self, reader, mine, *, with_ideas):
        """With the reactions counted, and what is the reader's own; ``mine`` tells their posts."""
        given = {
            kind.value: Reaction.objects.filter(post=OuterRef("pk"), kind=kind)
            for kind in Reaction.Kind
            if kind != Reaction.Kind.IDEA or with_ideas
        }
        return self.select_related("author").annotate(
            is_mine=mine,
            **{kind: _count(reactions) for kind, reactions in given.items()},
            **{f"my_{kind}": Exists(given[kind].filter(person=reader)) for kind in given},
        )


def _count(rows):
    """How many of ``rows`` there are per post, as a subquery."""
    counted = rows.order_by().values("post").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


class Post(index.Indexed, Nameless, Judged):
    """What one person said in a conversation, in the order it was said."""

    topic = models.ForeignKey("forums.Topic", models.CASCADE, related_name="posts")
    text = models.TextField(max_length=5000, blank=True)
    html = RenderedField(source="text", marked=True)
    lang = models.CharField(max_length=8, default="nl")
    # Its place in the conversation, from 1, so that a page far down costs what the first does.
    position = models.PositiveIntegerField(default=0, editable=False)
    is_first = models.BooleanField(default=False)
    from_school = models.BooleanField(default=False)
    brings = models.CharField(
        max_length=5, blank=True, editable=False
    )  # the kind of its first enclosure
    once = models.UUIDField(null=True, unique=True, editable=False)
    mentioned = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", editable=False
    )  # as it was when it was written
    posted_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    search_fields = [Findable("with_title"), index.FilterField("id")]
    search_auto_update = False  # see ``save``: Wagtail would fetch it anew, after every change

    class Meta(Judged.Meta):
        ordering = ["pk"]
        constraints = [
            *Judged.Meta.constraints,
            *Nameless.Meta.constraints,
            models.UniqueConstraint(
                "topic", condition=Q(is_first=True), name="forums_one_first_post"
            ),
        ]
        indexes = [
            models.Index(fields=["topic", "id"], name="forums_in_order"),
            models.Index(fields=["topic", "position"], name="forums_by_position"),
            by_found("forums_found"),
        ]

    def __str__(self):
        return f"{self.author} · {self.topic}"

    def save(self, *args, update_fields=None, **options):
        super().save(*args, update_fields=update_fields, **options)
        if update_fields is None or FOUND_BY.intersection(update_fields):
            get_search_backend().add(self)

    def get_absolute_url(self, *, sent=False):
        """The page of the topic on which this post stands; ``sent`` lets go of the draft."""
        sent = "&geplaatst=antwoord" if sent else ""
        return f"{self.topic.get_absolute_url()}?bericht={self.pk}{sent}#post-{self.pk}"

    @property
    def name_url(self):
        """Where two moderators look who wrote this without a name."""
        return reverse("forums:name", args=[self.network.slug, self.pk])

    @property
    def network(self):
        return self.topic.network

    @property
    def versions_url(self):
        return reverse("forums:versions", args=[self.network.slug, self.pk])

    def gist(self, length=GIST):
        """What it says in a few words, or what it brings when it says nothing."""
        return gist(self.text, length) or str(BRINGS.get(self.brings, ""))

    @property
    def as_quote(self):
        """For the beginning of an answer: what it said and where, and no name that may change."""
        words = self.gist(QUOTED)
        more = gettext("Read the whole post")
        address = reverse("forums:post", args=[self.network.slug, self.pk])
        return f"> {words}\n> [{more}]({address})\n\n"

    def with_title(self):
        """The text, by which it is found; the first post by the title too."""
        return f"{self.topic.title}\n{self.text}" if self.is_first else self.text

    def is_by(self, person):
        return person.pk is not None and (
            self.author_id == person.pk or self.mark == mark_of(person, self.topic_id)
        )

    @property
    def can_come_back(self):
        """Whether its writer may still undo taking it back."""
        taken = self.taken_back_at
        return taken is not None and timezone.now() - taken < UNDO_FOR

    def mention(self, people):
        """Tell ``people``, keys of users whom the text calls by name."""
        if people:
            self.mentioned.set(people)
            record("forums.mentioned", by=self.author, about=self, network=self.network)

    def react(self, kind, *, by, on=True):
        """Say "nice" or "same here", or no longer; saying it twice is saying it once."""
        if on:
            reaction = Reaction(post=self, person=by, kind=kind)
            Reaction.objects.bulk_create([reaction], ignore_conflicts=True)
        else:
            self.reactions.filter(person=by, kind=kind).delete()

    @transaction.atomic
    def edit(self, text, *, by, title=None):
        """Say it better; the first post carries the title of its topic.

        What stood there for more than a few minutes stays to be read as a version.
        """
        if timezone.now() - (self.edited_at or self.posted_at) > SETTLES_IN:
            self.versions.create(text=self.text, title=self.topic.title if self.is_first else "")
        if self.is_first and title:
            self.topic.title = title
            self.topic.save(update_fields=["title"])
        self.text, self.edited_at = text, timezone.now()
        self.save(update_fields=["text", "html", "edited_at"])  # search reads the title too
        hold_if_asked(self, self.network.membership_of(by), by=by, is_new=False)

    def take_back(self, *, by):
        """Leave only a trace of it; for a while it can be undone."""
        self._take_back(timezone.now())

    def put_back(self, *, by):
        self._take_back(None)

    @transaction.atomic
    def hide(self, reason, *, by):
        self._hold()
        super().hide(reason, by=by)
        self.topic.recount()
        record("forums.post_hidden", by=by, about=self, network=self.topic.network)

    @transaction.atomic
    def let_through(self, *, by):
        """It was held before anybody read it: who takes part hears of it now."""
        self.restore(by=by)
        if not self.is_first:
            record("forums.replied", by=self.author, about=self, network=self.network)
        if self.mentioned.exists():
            record("forums.mentioned", by=self.author, about=self, network=self.network)

    @transaction.atomic
    def restore(self, *, by):
        self._hold()
        super().restore(by=by)
        self.topic.recount()
        record("forums.post_restored", by=by, about=self, network=self.topic.network)

    @transaction.atomic
    def _take_back(self, at):
        self._hold()
        self.taken_back_at = at
        self.save(update_fields=["taken_back_at"])
        self.topic.recount()

    def _hold(self):
        """Hold the topic this stands in now; a moderator may be moving it this very moment."""
        topic = None
        while topic is None or topic.pk != self.topic_id:
            topic = Topic.objects.select_related("network").get(posts=self.pk)
            topic.hold()
            self.refresh_from_db(fields=["topic"])
        self.topic = topic
