from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from community.access import Visible
from community.activity.recording import record
from community.people.languages import name
from networks.persona import Persona
from ouderkamer.models.attendance import ANSWERS_KEPT, FollowUp
from ouderkamer.models.by_name import ByName
from ouderkamer.models.line import CARE, LINES, SEATS, Standing
from ouderkamer.models.met import as_met_by
from ouderkamer.models.occasion import Kind
from ouderkamer.models.reminding import DAY_BEFORE, SOON

# What nobody needs to know any more two weeks later.
FORGOTTEN = {
    **{"ages": [], "toddlers": 0, "care": "", "care_since": None, "care_until": None},
    **{"interpreter": "", "walk_in": False, "wheels": False, "later": False, "diet": ""},
    **{"arrived_at": None, "follow_up": "", "follow_at": None, "followed_by": None},
}
MOST = 9  # grown-ups or toddlers on one answer


class Answer(models.TextChoices):
    YES = "yes", _("Yes, I am coming")
    MAYBE = "maybe", _("Maybe")
    NO = "no", pgettext_lazy("answer", "No")


class SignUpQuerySet(Visible):
    def seen_by(self, user):
        """One's own, and for those who receive the parents what these need; of a consultation
        hour only its host knows."""
        helps = Q(hosts=True) | Q(moderates=True) | Q(calls=True)
        networks = user.memberships.filter(helps, ended_at=None).values("network")
        received = Q(gathering__network__in=networks) & ~Q(gathering__kind=Kind.CONSULT)
        mine = user.memberships.filter(ended_at=None).values("network")
        hosted = Q(gathering__network__in=mine, gathering__planned_by=user)
        return self.filter(Q(person=user) | received | hosted & Q(gathering__kind=Kind.CONSULT))

    def of_members(self):
        """Whoever left the network holds no seat; who never had an account does."""
        member = Q(
            person__memberships__network=F("gathering__network"),
            person__memberships__ended_at=None,
        )
        return self.filter(member | Q(person=None))

    def coming(self):
        """Those who have a seat."""
        return self.of_members().filter(seat=Standing.HELD)

    def taking_a_seat(self):
        """Those, and who may still say yes to one."""
        return self.of_members().filter(seat__in=(Standing.HELD, Standing.OFFERED))

    def counted_on(self):
        """Those who must hear of it when something changes: they come, or think about it."""
        return self.filter(answer__in=(Answer.YES, Answer.MAYBE))

    def in_need(self):
        people = ~Q(interpreter="") | Q(walk_in=True) | Q(toddlers__gt=0)
        room = Q(wheels=True) | Q(later=True) | ~Q(diet="")
        return self.counted_on().filter(people | room)

    def by_name(self):
        """Families without an account: somebody of us tells them what changes."""
        return self.filter(person=None)

    def of_long_ago(self):
        return self.filter(gathering__ends_at__lte=timezone.now() - ANSWERS_KEPT)

    def forget_needs(self):
        return self.update(**FORGOTTEN)

    def to_receive(self, reader):
        """``reader``'s own answer, and who asks for something from whoever receives them."""
        concerned = Q(person=reader) | Q(pk__in=self.in_need().values("pk"))
        found = self.visible_to(reader).filter(concerned).select_related("person")
        return as_met_by(reader, list(found))


def _stands(line):
    """Whoever waits does so since some moment, and an offer ends."""
    name = line.name
    return models.CheckConstraint(
        name=f"ouderkamer_{name}_since_and_until",
        condition=(
            Q(**{f"{name}__in": (Standing.NONE, Standing.HELD)})
            | Q(**{name: Standing.WAITS, f"{name}_since__isnull": False})
            | Q(**{name: Standing.OFFERED, f"{name}_until__isnull": False})
        ),
    )


class SignUp(ByName):
    """What one person answered to one gathering, and what helps them to come."""

    gathering = models.ForeignKey("ouderkamer.Gathering", models.CASCADE, related_name="sign_ups")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sign_ups"
    )
    answer = models.CharField(max_length=5, choices=Answer.choices)
    adults = models.PositiveSmallIntegerField(default=1)
    toddlers = models.PositiveSmallIntegerField(default=0)
    ages = models.JSONField(default=list, blank=True, help_text="of the toddlers, in years")
    seat = models.CharField(max_length=8, choices=Standing.choices, blank=True, editable=False)
    seat_since = models.DateTimeField(null=True, editable=False)
    seat_until = models.DateTimeField(null=True, editable=False)
    care = models.CharField(max_length=8, choices=Standing.choices, blank=True, editable=False)
    care_since = models.DateTimeField(null=True, editable=False)
    care_until = models.DateTimeField(null=True, editable=False)
    slot = models.DateTimeField(
        null=True, editable=False, help_text="when the talk of a consultation hour begins"
    )
    interpreter = models.CharField(max_length=8, blank=True)
    walk_in = models.BooleanField(default=False)
    wheels = models.BooleanField(default=False, help_text="room for a wheelchair or a pram")
    later = models.BooleanField(default=False, help_text="comes when it has begun")
    diet = models.CharField(max_length=100, blank=True)
    told = models.CharField(
        max_length=300, blank=True, editable=False, help_text="why its place was lost, in words"
    )
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(default=timezone.now)
    day_before_for = models.DateTimeField(
        null=True, editable=False, help_text="the start that was reminded of the day before"
    )
    soon_for = models.DateTimeField(
        null=True, editable=False, help_text="the same, two hours before"
    )
    arrived_at = models.DateTimeField(null=True, editable=False)
    follow_up = models.CharField(max_length=8, choices=FollowUp.choices, blank=True, editable=False)
    follow_at = models.DateTimeField(null=True, editable=False)
    followed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    is_unmet = False  # whether the reader does not meet this person: see ``as_met_by``

    objects = SignUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("gathering", "person", name="ouderkamer_one_answer_each"),
            models.CheckConstraint(
                name="ouderkamer_a_family_fits_at_a_table",
                condition=Q(adults__gte=1, adults__lte=MOST, toddlers__lte=MOST),
            ),
            models.CheckConstraint(
                name="ouderkamer_somebody_answered",
                condition=Q(person__isnull=False, name="") | Q(person=None) & ~Q(name=""),
            ),
            models.UniqueConstraint("gathering", "slot", name="ouderkamer_a_slot_each"),
            models.UniqueConstraint(
                "gathering", "code", condition=~Q(code=""), name="ouderkamer_a_code_each"
            ),
            *(_stands(line) for line in LINES),
        ]

    def __str__(self):
        return f"{self.family}: {self.answer}"

    @property
    def family(self):
        """Who answered, as people of this network know them."""
        if self.person is None:
            return Persona(self.pk, self.name)
        if self.is_unmet:
            return Persona(self.pk, gettext("A parent"))
        return self.gathering.network.known(self.person)

    @transaction.atomic
    def remind_day_before(self):
        if DAY_BEFORE.take(self):
            network = self.gathering.network
            record("ouderkamer.day_before", by=None, about=self, network=network)

    @transaction.atomic
    def remind_soon(self):
        if SOON.take(self):
            record("ouderkamer.soon", by=None, about=self, network=self.gathering.network)

    @property
    def needs(self):
        """What was asked, in words: childcare, an interpreter, somebody to walk with."""
        asked = (
            (
                self.toddlers,
                ngettext("childcare for %d child", "childcare for %d children", self.toddlers)
                % self.toddlers,
            ),
            (self.interpreter, gettext("interpreter: %s") % name(self.interpreter)),
            (self.walk_in, gettext("somebody who walks along")),
            (self.wheels, gettext("room for a wheelchair or a pram")),
            (self.later, gettext("comes a little later")),
            (self.diet, self.diet),
        )
        return [words for wanted, words in asked if wanted]

    @property
    def ages_in_words(self):
        return ", ".join(gettext("baby") if age == "0" else age for age in self.ages)

    @property
    def offered_until(self):
        """When the first of its offers ends; None when nothing is offered."""
        ends = [until for line in LINES if (until := line.offered_until(self))]
        return min(ends, default=None)

    @property
    def seat_number(self):
        """How many stand in front of it in the line for seats, and one; one query."""
        return SEATS.number(self)

    @property
    def care_number(self):
        return CARE.number(self)

    @property
    def asks_for_help(self):
        return bool(self.interpreter) or self.walk_in
