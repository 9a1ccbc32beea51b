from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.activity.recording import record
from community.notifications.models import read_place
from community.prepared import Given, Prepared
from community.richtext import RenderedField
from forums.models.held import hold_if_asked
from forums.models.kind import OfKind
from forums.models.nameless import signature, written_by
from forums.models.slow import Slowed
from forums.models.topics import TopicQuerySet
from networks.mentions import called_in
from networks.models import Network


class Topic(OfKind, Slowed):
    """A conversation: a title, a first post, and the answers to it."""

    forum = models.ForeignKey("forums.Forum", models.CASCADE, related_name="topics")
    network = models.ForeignKey(Network, models.CASCADE, related_name="topics", editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    title = models.CharField(_("title"), max_length=120)
    about = models.CharField(
        max_length=40, blank=True, help_text="key of what it is about elsewhere: ``subjects_of``"
    )
    lang = models.CharField(max_length=8, default="nl")
    created_at = models.DateTimeField(default=timezone.now)
    is_pinned = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    answer = models.ForeignKey(
        "forums.Post", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, editable=False, related_name="merged"
    )

    summary = models.TextField(max_length=600, blank=True)
    summary_html = RenderedField(source="summary", marked=True)
    summary_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    was_moved = models.BooleanField(default=False, editable=False)  # there are ``shifts``

    # Derived from the posts by ``recount``, so that a list needs one query.
    last_post = models.ForeignKey(
        "forums.Post", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    last_post_at = models.DateTimeField(default=timezone.now, editable=False)
    reply_count = models.PositiveIntegerField(default=0, editable=False)
    school_replied = models.BooleanField(default=False, editable=False)
    shows_title = models.BooleanField(default=True, editable=False)

    objects = TopicQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="forums_nobody_closed_what_is_open",
                condition=Q(closed_at__isnull=False) | Q(closed_by=None),
            )
        ]
        indexes = [
            models.Index(fields=["network", "-last_post_at"], name="forums_latest"),
            models.Index(
                fields=["network", "-is_pinned", "-last_post_at", "-id"], name="forums_shelf"
            ),
        ]

    def __str__(self):
        return self.shown_title

    def get_absolute_url(self):
        return reverse("forums:topic", args=[self.network.slug, self.pk, self.slug])

    @property
    def slug(self):
        """Only for people to read; it gives nothing away of a removed conversation."""
        return (self.shows_title and slugify(self.title)[:60].strip("-")) or "gesprek"

    @property
    def shown_title(self):
        return self.title if self.shows_title else gettext("Removed conversation")

    @property
    def is_open(self):
        return self.closed_at is None

    @property
    def is_answered(self):
        """Whether somebody was helped by an answer that still stands."""
        return self.answer is not None and self.answer.is_shown

    @property
    def first(self):
        return self.posts.filter(is_first=True).first()

    def is_asked_by(self, person):
        """Whether they began it, with their name or without."""
        if person.pk is None:
            return False
        if self.author_id is not None:
            return self.author_id == person.pk
        return self.posts.filter(written_by(person, self.pk), is_first=True).exists()

    @property
    def asker_key(self):
        """Who began it, for the machine to write to; see ``Nameless.writer_key``."""
        first = self.first
        return first and first.writer_key

    @transaction.atomic
    def reply(self, text, *, by, lang=None, once=None, **how):
        """Add an answer, and tell the people who take part in this conversation.

        ``how`` goes to ``add_post``.
        The same ``once`` with the same words is one press of the button, and one answer.
        """
        self.hold()
        if home := self.merged_into:  # a moderator was quicker
            return home.reply(text, lang=lang, once=once, by=by, **how)
        if said := self.posts.said(once, text):
            return said
        post = self.add_post(text, lang=lang or by.language, once=once, by=by, **how)
        record("forums.replied", by=post.author, about=post, network=self.network)
        post.mention(called_in(text, self.forum))
        return post

    def add_post(self, text, *, by, lang, is_first=False, nameless=False, once=None, enclosures=()):
        """Write one post down, without telling anybody; the topic is new, or held."""
        membership = self.network.membership_of(by)
        from_school = membership is not None and not membership.is_parent
        facts = {"text": text, "lang": lang, "is_first": is_first, "from_school": from_school}
        is_new = once and not self.posts.model.objects.filter(once=once).exists()
        facts["once"] = once if is_new else None
        facts["position"] = self.posts.next_position()
        facts["brings"] = enclosures[0].kind if enclosures else ""
        post = self.posts.create(**facts, **signature(by, self.pk, nameless=nameless))
        if enclosures:
            post.enclosures.model.objects.send(enclosures, post=post)
        self.recount()
        hold_if_asked(post, membership, by=by)
        if not nameless:
            self.mark_read(post, by=by)
        return post

    @transaction.atomic
    def close(self, *, by):
        self.closed_at, self.closed_by = timezone.now(), by
        self.save(update_fields=["closed_at", "closed_by"])
        record("forums.topic_closed", by=by, about=self, network=self.network)

    @transaction.atomic
    def reopen(self, *, by):
        self.closed_at = self.closed_by = None
        self.save(update_fields=["closed_at", "closed_by"])
        record("forums.topic_reopened", by=by, about=self, network=self.network)

    @transaction.atomic
    def settle(self, post, *, by):
        """This answer helped, and no other one; None takes that back. Said twice, told once."""
        self.hold()
        self.refresh_from_db(fields=["answer"])
        if self.answer == post:
            return
        self.answer = post
        self.save(update_fields=["answer"])
        if post:
            asker = by if self.author_id else None  # who asked without a name keeps it so
            record("forums.answer_helped", by=asker, about=post, network=self.network)

    def summarise(self, text, *, by):
        """In short what a long conversation came to; an empty text takes it away."""
        self.summary, self.summary_by = text, by if text else None
        self.save(update_fields=["summary", "summary_html", "summary_by"])

    def pin(self, *, by):
        """Keep it on top of the list."""
        self.is_pinned = True
        self.save(update_fields=["is_pinned"])

    def unpin(self, *, by):
        self.is_pinned = False
        self.save(update_fields=["is_pinned"])

    def mark_read(self, post, *, by):
        """``by`` has read up to and including ``post``; never less than before."""
        mine = self.readings.filter(user=by)
        if not mine.filter(read_up_to__lt=post.pk).update(read_up_to=post.pk):
            reading = self.readings.model(topic=self, user=by, read_up_to=post.pk)
            self.readings.bulk_create([reading], ignore_conflicts=True)
        read_place(by, f"topic-{self.pk}")

    def recount(self):
        """Derive again from the posts what lists show; the topic is new, or held.

        Search knows none of it, so this does not renew its index as ``save`` would.
        """
        derived = self.derived()
        for name, value in derived.items():
            setattr(self, name, value)
        Topic.objects.filter(pk=self.pk).update(**derived)

    def derived(self):
        """What the posts say of the topic: ``{field: value}``, asked while it is held."""
        (counted,) = _counted(topic=self.pk)
        last = next(iter(_last_shown(topic=self.pk)), None)
        return {
            "shows_title": counted.firsts > 0,
            "reply_count": counted.replies,
            "school_replied": counted.from_the_school > 0,
            "last_post": last,
            "last_post_at": last.posted_at if last else self.created_at,
        }

    def hold(self):
        """Keep others from writing here until the end of the transaction."""
        held = Topic.objects.filter(pk=self.pk).select_for_update(no_key=True)
        self.merged_into_id = held.values_list("merged_into", flat=True).get()


@Prepared
def _counted():
    """A topic with the numbers of its posts that show."""
    shown = Q(posts__hidden_at=None, posts__taken_back_at=None)
    reply = shown & Q(posts__is_first=False)
    return Topic.objects.filter(pk=Given("topic")).annotate(
        firsts=Count("posts", filter=shown & Q(posts__is_first=True)),
        replies=Count("posts", filter=reply),
        from_the_school=Count("posts", filter=reply & Q(posts__from_school=True)),
    )


@Prepared
def _last_shown():
    posts = Topic._meta.get_field("posts").related_model.objects
    return posts.shown().filter(topic=Given("topic")).order_by("-pk")[:1]
