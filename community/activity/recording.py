from django.db import transaction

from community.activity.models import Event
from community.activity.tasks import spread


def record(verb, *, by, about, network):
    """Write down that something happened; notices follow after commit."""
    event = Event.objects.create(verb=verb, by=by, about=about, network=network)
    # A lambda, not a partial: Django logs the name of what failed, and a partial has none.
    transaction.on_commit(lambda: spread.enqueue(event.pk), robust=True)
    return event
