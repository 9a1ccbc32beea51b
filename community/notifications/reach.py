"""How many hear of something, told before it is sent."""

from community.notifications.models import Choice, Preferences
from community.notifications.models.preferences import pace_of
from community.notifications.sorts import Pace


def letters_at_once(people, network, sort):
    """How many of ``people`` (a queryset) get a letter about ``sort`` at once. Three queries."""
    keys = list(
        people.filter(is_active=True).exclude(email=None).values_list("pk", flat=True).distinct()
    )
    preferences = Preferences.objects.by_person(keys)
    chosen = Choice.objects.paces(keys, network)
    paces = (pace_of(chosen, key, sort, preferences[key], essential=False) for key in keys)
    pairs = zip(keys, paces, strict=True)
    return sum(pace == Pace.AT_ONCE and preferences[key].by_mail for key, pace in pairs)
