"""What readers reported: one case for one message, and what moderators do with it."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from community.activity.recording import record
from community.moderation.models.cases import CLOSED, LATE, CaseQuerySet, State, mark_of
from community.moderation.models.choice import BY_WEIGHT, USUAL_REST, Choice, Deed
from community.moderation.models.report import Concern


class Case(models.Model):
    """One message that somebody reported, with the text as it was then."""

    network = models.ForeignKey("networks.Network", models.CASCADE, related_name="cases")
    about_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    about_id = models.PositiveBigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    writer_mark = models.CharField(max_length=64, db_index=True)
    words = models.TextField(max_length=5000, blank=True)
    where = models.CharField(max_length=120, blank=True)
    concern = models.CharField(max_length=6, choices=Concern.choices, default=Concern.OTHER)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    hidden_at_once = models.BooleanField(default=False)
    takes_two = models.BooleanField(default=False)
    looks_again = models.BooleanField(default=False)  # the writer asked for another moderator
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("about_type", "about_id", name="moderation_one_case_each")
        ]
        indexes = [models.Index(fields=["network", "state"], name="moderation_queue")]

    def __str__(self):
        return f"{self.pk}: {self.state}"

    def get_absolute_url(self):
        return reverse("moderation:case", args=[self.network.slug, self.pk])

    @property
    def told_url(self):
        """Where its writer reads what was decided, and why."""
        return reverse("moderation:told", args=[self.network.slug, self.pk])

    @property
    def usual_reason(self):
        """What a moderator writes nearly always, to begin with; empty where it differs."""
        if self.concern == Concern.CHILD:
            return gettext("There is a name or a photo of a child in it.")
        return ""

    @property
    def is_closed(self):
        return self.state in CLOSED

    @property
    def is_late(self):
        return self.state == State.OPEN and timezone.now() - self.opened_at > LATE

    @property
    def decision(self):
        """The ``Choice`` that came true last, or None."""
        return self.choices.filter(deed__in=BY_WEIGHT, done_at__isnull=False).last()

    @property
    def waiting_choice(self):
        """What one moderator chose, and a second one has yet to look at."""
        return self.choices.filter(waits=True).last()

    def is_about(self, person):
        return self.writer_mark == mark_of(person.pk)

    def moderators(self):
        """The memberships of who may look: everybody who moderates, but not who wrote it."""
        current = self.network.memberships.filter(ended_at=None, moderates=True, kind="parent")
        return [one for one in current.select_related("user") if not self.is_about(one.user)]

    @transaction.atomic
    def take(self, *, by):
        """``by`` looks at it, or no longer when they did; the last who says so does."""
        case = Case.objects.select_for_update().get(pk=self.pk)
        is_theirs = case.assignee_id == by.pk
        case.assignee = None if is_theirs else by
        case.taken_at = None if is_theirs else timezone.now()
        case.save(update_fields=["assignee", "taken_at"])
        if not is_theirs:
            case.write_down(Deed.TAKEN, by)

    def note(self, words, *, by):
        """For the other moderators; the writer does not read it."""
        self.write_down(Deed.NOTE, by, reason=words)

    @transaction.atomic
    def ask_second(self, *, by):
        """From now on this case is decided by two. Raises ``ValidationError`` for who is alone."""
        case = self._lock(by, needs_two=True)
        if not case.takes_two:
            case.takes_two = True
            case.save(update_fields=["takes_two"])
            case.write_down(Deed.SECOND, by)
            record("moderation.second_asked", by=by, about=case, network=case.network)

    @transaction.atomic
    def choose(self, deed, *, rule, reason, to_writer="", on_school=False, days=USUAL_REST, by):
        """Do ``deed``, or when that takes two: the lighter of what two moderators choose.

        Raises ``ValidationError`` for what is decided already, and for who would have to do
        alone what takes two. Returns whether it came true.
        """
        facts = {"rule": rule, "reason": reason, "to_writer": to_writer, "on_school": on_school}
        choice = Choice(case=self, by=by, deed=deed, days=days, **facts)
        case = self._lock(by, needs_two=self.takes_two or choice.needs_two)
        case.choices.filter(waits=True, by=by).update(waits=False)  # thought better of it
        other = case.waiting_choice
        if other is None and (case.takes_two or choice.needs_two):
            choice.waits = True
            choice.save()
            case.takes_two = True
            case.save(update_fields=["takes_two"])
            record("moderation.second_asked", by=by, about=case, network=case.network)
            return False
        choice.save()
        case._do(choice if other is None else min(other, choice, key=lambda one: one.weight))
        return True

    @transaction.atomic
    def ask_again(self, *, by):
        """Its writer wants another moderator to look; once."""
        case = Case.objects.select_for_update().get(pk=self.pk)
        if not case.is_closed or case.looks_again:
            raise ValidationError(gettext("Another moderator is looking already."), code="again")
        case.looks_again, case.state, case.opened_at = True, State.OPEN, timezone.now()
        case.takes_two, case.closed_at = False, None
        case.assignee = case.taken_at = None
        case.save()
        case.write_down(Deed.AGAIN, None)
        record("moderation.asked_again", by=None, about=case, network=case.network)

    def hide_at_once(self, thing, concern, why):
        """Nobody reads ``thing`` until a moderator has looked; the case is held already."""
        thing.hide(why, by=None)
        self.concern, self.hidden_at_once = concern, True
        self.save()
        self.write_down(Deed.AT_ONCE, None)
        record("moderation.hid", by=None, about=self, network=self.network)
        record("moderation.reported", by=None, about=self, network=self.network)

    def open_again(self, thing):
        """When it was closed: with the text of now. The case is held already."""
        if self.is_closed:
            self.state, self.words, self.opened_at = State.OPEN, thing.said[:5000], timezone.now()
            self.closed_at, self.takes_two, self.hidden_at_once = None, False, False
            self.assignee = self.taken_at = None
            self.save()

    def _hear(self, thing, concern):
        self.open_again(thing)
        if concern.is_urgent or self.reports.count() == 1:
            self.concern = concern
        if concern == Concern.CHILD and not thing.is_hidden:
            self.hide_at_once(thing, concern, self.usual_reason)
            return
        self.save()
        record("moderation.reported", by=None, about=self, network=self.network)

    def _lock(self, by, *, needs_two):
        case = Case.objects.select_for_update().get(pk=self.pk)
        if case.is_closed:
            raise ValidationError(
                gettext("Another moderator decided this just now."), code="decided"
            )
        if needs_two and all(one.user == by for one in case.moderators()):
            raise ValidationError(
                gettext(
                    "This takes two moderators, and you are the only one who can look. Choose a "
                    "lighter step, or call us."
                ),
                code="alone",
            )
        return case

    def _do(self, choice):
        thing, now = self.about, timezone.now()
        if thing is not None:
            self._touch(thing, choice)
        self.choices.filter(waits=True).update(waits=False)
        choice.done_at, choice.waits = now, False
        choice.save(update_fields=["done_at", "waits"])
        ends = {Deed.LEAVE: State.REJECTED, Deed.TALK: State.TALKS}
        self.state = ends.get(choice.deed, State.DECIDED)
        self.closed_at = now if self.is_closed else None
        self.takes_two = False
        self.save()
        record("moderation.settled", by=choice.by, about=self, network=self.network)

    def _touch(self, thing, choice):
        stays_hidden = choice.deed == Deed.TALK and self.hidden_at_once  # until it is better
        if choice.deed in (Deed.LEAVE, Deed.TALK) and thing.is_hidden and not stays_hidden:
            was_held = self.hidden_at_once and self.concern in (Concern.FIRST, Concern.HELD)
            (thing.let_through if was_held else thing.restore)(by=choice.by)
        if choice.deed in thing.around:
            thing.calm(choice.deed, by=choice.by)
        if choice.deed in (Deed.HIDE, Deed.REST) and not thing.is_hidden:
            thing.hide(choice.rule or choice.reason, by=choice.by)  # which others may read
        if choice.deed == Deed.REST:
            here = self.network.memberships.filter(ended_at=None, user=thing.writer_key)
            here.update(rests_until=timezone.now() + timedelta(days=choice.days))

    def write_down(self, deed, by, reason=""):
        """One line of the log that is no decision."""
        self.choices.create(deed=deed, by=by, reason=reason, done_at=timezone.now())
