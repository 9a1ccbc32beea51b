"""The secret address at the foot of a letter that stops it: for one person and one kind of
letter, without signing in, and without an end: old letters lie around for years."""

from dataclasses import astuple, dataclass

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from community.accounts.models import User
from community.notifications.models import Choice, Preferences
from community.notifications.places import can_be_muted, mute
from community.notifications.sorts import CHOSEN, Pace

SALT, UNDO_SALT = "community.notifications.stop", "community.notifications.undo"
DIGEST = "digest"  # in the place of a sort: the letters of every day and every week


@dataclass(frozen=True)
class Stop:
    """What a letter was about: keys of a person and of a network or None, sort and place."""

    person_key: int
    network_key: int | None
    sort: str
    place: str = ""

    @property
    def person(self):
        return User.objects.filter(pk=self.person_key, is_active=True).first()

    @property
    def scopes(self):
        """What can be stopped here, the smallest first."""
        place = ["place"] if can_be_muted(self.place) else []
        network = ["network"] if self.network_key else []
        return [*place, "sort", *network, "all"]

    @transaction.atomic
    def do(self, scope):
        """Stop it, twice is once; gives what ``undo`` needs to take it back."""
        person, before = self.person, {}
        if scope == "place":
            mute(person, self.place)
        elif scope == "all":
            before["essential_only"] = Preferences.objects.of(person).essential_only
            Preferences.keep(person, essential_only=True)
        else:
            table = Choice.objects.table(person, self.network_key)
            before["paces"] = {sort: table[sort] for sort in self._sorts(scope, table)}
            paces = dict.fromkeys(before["paces"], Pace.OFF)
            Choice.objects.choose(person, self.network_key, paces)
        return signing.dumps([*astuple(self), scope, before], salt=UNDO_SALT, compress=True)

    def _sorts(self, scope, table):
        if scope == "network":
            return CHOSEN
        if self.sort == DIGEST:
            return [sort for sort in CHOSEN if table[sort] in (Pace.DAILY, Pace.WEEKLY)]
        return [sort for sort in CHOSEN if sort == self.sort]


def address(person, network, sort, place=""):
    """Where one goes to stop ``sort`` (of ``network``, if it is one's)."""
    stop = Stop(person.pk, network and network.pk, str(sort), place)
    token = signing.dumps(list(astuple(stop)), salt=SALT, compress=True)
    return settings.BASE_URL + reverse("stop", args=[token])


def opened(token):
    """The ``Stop`` of a token, or None of one that is not ours or whose person is gone."""
    try:
        stop = Stop(*signing.loads(token, salt=SALT))
    except signing.BadSignature:
        return None
    return stop if stop.person else None


@transaction.atomic
def undo(token):
    """Take a stop back; a token that is not ours changes nothing."""
    try:
        *facts, scope, before = signing.loads(token, salt=UNDO_SALT)
    except signing.BadSignature:
        return
    stop = Stop(*facts)
    if scope == "place":
        mute(stop.person, stop.place, on=False)
    elif scope == "all":
        Preferences.keep(stop.person, **before)
    else:
        Choice.objects.choose(stop.person, stop.network_key, before["paces"])
