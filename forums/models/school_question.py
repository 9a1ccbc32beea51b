from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.access import Visible
from community.activity.recording import record
from forums.models.forum import Forum
from forums.models.post import Post
from forums.models.reaction import Reaction
from forums.models.school_desk import SchoolDesk
from forums.models.topic import Topic
from networks.holidays import is_school_day, school_day_after
from networks.models import Membership, Network


class SchoolQuestionQuerySet(Visible):
    def seen_by(self, user):
        return self.filter(topic__in=Topic.objects.visible_to(user))

    def open(self):
        """The school owes an answer, or more of one; taken back or hidden it owes nothing."""
        return self.filter(decided_at=None, topic__closed_at=None, topic__shows_title=True)

    def overdue(self, *, on):
        """Open, past their day, and nobody stopped the clock."""
        running = self.open().filter(network__school_desk__away_since=None)
        return running.annotate(until=Coalesce("promised_on", "due_on")).filter(until__lt=on)

    def on_desk_of(self, person):
        """Those that ``person`` answers, as one of the school."""
        return self.filter(
            network__memberships__user=person,
            network__memberships__kind=Membership.Kind.SCHOOL,
            network__memberships__ended_at=None,
        )

    def for_listing(self):
        """With ``backed``, how many said "same here"; the one that is due first comes first."""
        people = ("topic__network", "topic__author", "read_by")
        backing = Q(topic__posts__is_first=True, topic__posts__reactions__kind=Reaction.Kind.SAME)
        backed = Count("topic__posts__reactions", filter=backing)
        first = Coalesce("promised_on", "due_on")
        return self.select_related(*people).annotate(backed=backed).order_by(first, "pk")

    @transaction.atomic
    def ask(self, network, *, by, passed_on=None, **words):
        """Put a question to the school, where everybody in the network reads the answer.

        ``words`` are those of ``Forum.start_topic``. ``passed_on`` is the writer's own post it
        came from; nothing else of that conversation travels along.
        """
        forum = Forum.objects.for_school(network)
        topic = forum.start_topic(**words, kind=Topic.Kind.SCHOOL, by=by)
        if asked := self.filter(topic=topic).first():
            return asked  # the same button, pressed twice
        today, agreed = timezone.localdate(), SchoolDesk.objects.of(network).reply_days
        question = self.create(
            network=network,
            topic=topic,
            passed_on=passed_on,
            due_on=school_day_after(today, agreed),
        )
        record("forums.school_asked", by=topic.author, about=question, network=network)
        return question

    def remind(self, *, on):
        """Once per day that was missed: the school is reminded, a moderator asked to call."""
        if is_school_day(on):
            for question in self.overdue(on=on).filter(reminded_on=None):
                question.remind(on=on)


class SchoolQuestion(models.Model):
    """The clock of a conversation that asks the school: sent, read, answered, decided."""

    class Outcome(models.TextChoices):
        FINAL = "final", _("This is the answer")
        MORE = "more", _("A first answer, more will come")
        ELSEWHERE = "else", _("This goes to the council or the head")

    network = models.ForeignKey(Network, models.CASCADE, related_name="school_questions")
    topic = models.OneToOneField(Topic, models.CASCADE, related_name="school_question")
    passed_on = models.ForeignKey(Post, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField()  # as agreed
    promised_on = models.DateField(null=True)  # by the school, instead
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)  # for the first time
    decided_at = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)

    objects = SchoolQuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="forums_read_before_answered_before_decided",
                condition=(Q(answered_at=None) | Q(read_at__isnull=False))
                & (Q(decided_at=None) | Q(answered_at__isnull=False)),
            )
        ]

    def __str__(self):
        return f"{self.topic}"

    def get_absolute_url(self):
        return self.topic.get_absolute_url()

    @property
    def day(self):
        """The day on which the school should have answered."""
        return self.promised_on or self.due_on

    @property
    def asked(self):
        """The post that holds the question."""
        return self.topic.posts.filter(is_first=True).first()

    def backers(self):
        """Keys of who said "same here" to the question."""
        backing = Reaction.objects.filter(post__topic=self.topic, post__is_first=True)
        return backing.filter(kind=Reaction.Kind.SAME).values_list("person", flat=True)

    @transaction.atomic
    def read(self, *, by):
        """Somebody at the school has read it; said twice, the first one counts."""
        if self._once(read_at=timezone.now(), read_by=by):
            record("forums.school_read", by=by, about=self, network=self.network)

    @transaction.atomic
    def delay(self, day, *, by):
        """It takes longer: the school names the day itself."""
        self._hold()
        self.promised_on, self.reminded_on = day, None
        self.save(update_fields=["promised_on", "reminded_on"])
        record("forums.school_delayed", by=by, about=self, network=self.network)

    @transaction.atomic
    def answer(self, text, *, outcome, promised_on=None, by):
        """The school answers; unless that is all, it names the day on which more comes."""
        self._hold()
        now = timezone.now()
        post = self.topic.add_post(text, lang=by.language, by=by)
        self.read_at, self.read_by = self.read_at or now, self.read_by or by
        self.answered_at, self.reminded_on = self.answered_at or now, None
        is_final = outcome == self.Outcome.FINAL
        self.decided_at, self.promised_on = (now, None) if is_final else (None, promised_on)
        self.save()
        record("forums.school_answered", by=by, about=post, network=self.network)
        return post

    @transaction.atomic
    def ask_further(self, text, *, by, once=None, enclosures=()):
        """The asker adds something; after an answer the clock runs again."""
        self._hold()
        if said := self.topic.posts.said(once, text):
            return said
        how = {"nameless": self.asked.nameless, "once": once, "enclosures": enclosures}
        post = self.topic.add_post(text, lang=by.language, by=by, **how)
        if self.answered_at:
            agreed = SchoolDesk.objects.of(self.network).reply_days
            self.decided_at = self.reminded_on = None
            self.promised_on = school_day_after(timezone.localdate(), agreed)
            self.save(update_fields=["decided_at", "promised_on", "reminded_on"])
        record("forums.school_asked_further", by=post.author, about=self, network=self.network)
        return post

    @transaction.atomic
    def remind(self, *, on):
        if self._once(reminded_on=on):
            record("forums.school_reminded", by=None, about=self, network=self.network)
            record("forums.school_late", by=None, about=self, network=self.network)

    def _once(self, **values):
        """Write ``values`` unless the first of them was written already; whether that worked."""
        field = next(iter(values))
        for name, value in values.items():
            setattr(self, name, value)
        return SchoolQuestion.objects.filter(pk=self.pk, **{field: None}).update(**values) == 1

    def _hold(self):
        """As it is now, and nobody else's until the end of the transaction."""
        self.refresh_from_db(from_queryset=SchoolQuestion.objects.select_for_update())
        self.topic.hold()
