from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from community.access import Visible
from community.people.languages import name
from ouderkamer.models.line import CARE, LINES, SEATS, Standing

MOST = 9  # grown-ups or toddlers on one answer


class Answer(models.TextChoices):
    YES = "yes", _("Yes, I am coming")
    MAYBE = "maybe", _("Maybe")
    NO = "no", pgettext_lazy("answer", "No")


class SignUpQuerySet(Visible):
    def seen_by(self, user):
        """One's own, and for those who receive the parents what these need."""
        helps = Q(hosts=True) | Q(moderates=True) | Q(calls=True)
        networks = user.memberships.filter(helps, ended_at=None).values("network")
        return self.filter(Q(person=user) | Q(gathering__network__in=networks))

    def of_members(self):
        """Whoever left the network holds no seat."""
        return self.filter(
            person__memberships__network=F("gathering__network"),
            person__memberships__ended_at=None,
        )

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

    def to_receive(self, reader):
        """``reader``'s own answer, and who asks for something from whoever receives them."""
        concerned = Q(person=reader) | Q(pk__in=self.in_need().values("pk"))
        return list(self.visible_to(reader).filter(concerned).select_related("person"))


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


class SignUp(models.Model):
    """What one person answered to one gathering, and what helps them to come."""

    gathering = models.ForeignKey("ouderkamer.Gathering", models.CASCADE, related_name="sign_ups")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sign_ups")
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
    interpreter = models.CharField(max_length=8, blank=True)
    walk_in = models.BooleanField(default=False)
    wheels = models.BooleanField(default=False, help_text="room for a wheelchair or a pram")
    later = models.BooleanField(default=False, help_text="comes when it has begun")
    diet = models.CharField(max_length=100, blank=True)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(default=timezone.now)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("gathering", "person", name="ouderkamer_one_answer_each"),
            models.CheckConstraint(
                name="ouderkamer_a_family_fits_at_a_table",
                condition=Q(adults__gte=1, adults__lte=MOST, toddlers__lte=MOST),
            ),
            *(_stands(line) for line in LINES),
        ]

    def __str__(self):
        return f"{self.person}: {self.answer}"

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
