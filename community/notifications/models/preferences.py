"""What somebody wants to hear, how, and when."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from community.notifications.sorts import CHOSEN, USUAL, Pace, Sort
from community.prepared import Given, Prepared


class PreferencesQuerySet(models.QuerySet):
    def of(self, person):
        """Theirs, or those of who never chose, which are not saved."""
        return self.filter(person=person).first() or self.model(person=person)

    def by_person(self, keys):
        """``{key: Preferences}`` of all ``keys``, in one query."""
        saved = {one.person_id: one for one in self.filter(person__in=keys)}
        return {key: saved.get(key) or self.model(person_id=key) for key in keys}


class Preferences(models.Model):
    """By which ways and at what hours one person is told; for all networks."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences"
    )
    by_mail = models.BooleanField(default=True)
    by_push = models.BooleanField(default=True)
    by_text = models.BooleanField(null=True)  # None: when there is no other way
    quiet_from = models.PositiveSmallIntegerField(default=20)  # o'clock; push and text messages
    quiet_to = models.PositiveSmallIntegerField(default=8)
    rests_in_holidays = models.BooleanField(default=False)
    essential_only = models.BooleanField(default=False)
    # Letters say who and where, not what. None: as the network and the profile ask for.
    is_discreet = models.BooleanField(null=True)
    wanted_at = models.DateTimeField(null=True)  # when they last said that mail may go on

    objects = PreferencesQuerySet.as_manager()

    def __str__(self):
        return f"{self.person_id}"

    @classmethod
    def keep(cls, person, **chosen):
        cls.objects.update_or_create(person=person, defaults=chosen)

    @classmethod
    def wants_on(cls, person):
        """After a long time away: yes, go on."""
        cls.keep(person, wanted_at=timezone.now())

    def texts(self, reader):
        """Whether ``reader`` is told by text message."""
        return bool(reader.mobile) and (not reader.email if self.by_text is None else self.by_text)

    def rests(self, network, day):
        """Whether nothing but the essential is told that day."""
        return self.rests_in_holidays and network is not None and network.is_on_holiday(day)

    def is_discreet_about(self, network, reader):
        """Whether mail tells ``reader`` nothing of what was said."""
        if self.is_discreet is not None:
            return self.is_discreet
        return reader.shielded or (network is not None and network.is_theme)


class ChoiceQuerySet(models.QuerySet):
    def paces(self, people, network):
        """``{(person key, sort): pace}`` of what those ``people`` chose for ``network``, which
        goes before what they chose for everywhere. In one query."""
        chosen = self.filter(Q(network=None) | Q(network=network), person__in=people)
        rows = chosen.order_by(models.F("network").asc(nulls_first=True))
        return {(one.person_id, one.sort): one.pace for one in rows}

    def who_want(self, sort, network):
        """Keys of members of ``network`` who chose to hear of ``sort`` at once."""
        now = self.filter(sort=sort, pace=Pace.AT_ONCE)
        here = self.filter(sort=sort, network=network)
        everywhere = now.filter(network=None).exclude(person__in=here.values("person"))
        wanted = Q(pk__in=here.filter(pace=Pace.AT_ONCE)) | Q(pk__in=everywhere)
        members = {"person__memberships__network": network, "person__memberships__ended_at": None}
        return self.filter(wanted, **members).values("person")

    def table(self, person, network=None):
        """``{sort: pace}`` of all that can be chosen, as it holds for ``network``."""
        rows = _chosen(person=person.pk, network=getattr(network, "pk", network) or 0)
        return {**{sort: USUAL[sort] for sort in CHOSEN}, **{one.sort: one.pace for one in rows}}

    @transaction.atomic
    def choose(self, person, network, paces):
        """``paces``: {sort: pace}; for ``network`` (or its key), or everywhere with None."""
        where = {"person": person, "network_id": getattr(network, "pk", network)}
        for sort, pace in paces.items():
            self.update_or_create(**where, sort=sort, defaults={"pace": pace})

    def same_as_everywhere(self, person, network):
        self.filter(person=person, network=network).delete()

    def differs_in(self, person):
        """Keys of the networks for which ``person`` chose something of its own."""
        own = self.filter(person=person).exclude(network=None)
        return set(own.values_list("network", flat=True))


class Choice(models.Model):
    """How soon one person hears of one sort of things, in one network or everywhere."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    network = models.ForeignKey("networks.Network", models.CASCADE, null=True, related_name="+")
    sort = models.CharField(max_length=9, choices=Sort.choices)
    pace = models.CharField(max_length=4, choices=Pace.choices)

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "person", "network", "sort", name="notifications_one_choice_in_a_network"
            ),
            models.UniqueConstraint(
                "person",
                "sort",
                condition=Q(network=None),
                name="notifications_one_choice_everywhere",
            ),
        ]

    def __str__(self):
        return f"{self.sort}: {self.pace}"


def pace_of(chosen, person_key, sort, preferences, *, essential):
    """How soon they hear of one thing; ``chosen`` is what ``paces`` gave."""
    if essential or sort == Sort.DECISIONS:
        return Pace.AT_ONCE
    if preferences.essential_only:
        return Pace.OFF
    return chosen.get((person_key, sort), USUAL[sort])


@Prepared
def _chosen():
    """What somebody chose everywhere, and after it what they chose in one network."""
    here = Q(network=None) | Q(network=Given("network"))
    mine = Choice.objects.filter(here, person=Given("person"))
    return mine.order_by(models.F("network").asc(nulls_first=True))
