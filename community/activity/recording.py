from functools import partial

from django.db import transaction

from community.activity.models import Event
from community.activity.tasks import spread


def record(verb, *, by, about, network):
    """Write down that something happened; notices follow after commit."""
    event = Event.objects.create(verb=verb, by=by, about=about, network=network)
    transaction.on_commit(partial(spread.enqueue, event.pk), robust=True)
    return event
