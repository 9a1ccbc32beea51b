import logging

from django.utils import timezone
from django_tasks import task

from community.activity import digest, telling
from community.activity.models import Event
from community.activity.notices import NOTICES
from community.notifications.models import deliver
from community.people.models import unmet_keys
from community.schedule.chores import every

log = logging.getLogger(__name__)
MOST = 500  # events in one round


@task(backend="background")
def spread(event_id):
    """Put a notice of the event in the tray of everyone it concerns and who may see it."""
    event = Event.objects.filter(pk=event_id, spread_at=None).first()
    if event is None:
        return
    notice = NOTICES.get(event.verb)
    if notice is not None and event.about is not None:
        _tell(notice, event)
    Event.objects.spread(event)


@every(minutes=1)
def spread_left_behind():
    """What a process wrote down and did not live to tell."""
    for key in Event.objects.left_behind(timezone.now()).values_list("pk", flat=True)[:MOST]:
        try:
            spread.call(key)
        except Exception:  # the others still go
            log.exception("Event %s could not be told.", key)


@every(seconds=20)
def tell():
    """Letters and nudges about what is in the trays."""
    telling.tell_due()


@every(minutes=5)
def plan_digests():
    """The post of the morning, also for who comes into the turn late."""
    digest.plan()


def _tell(notice, event):
    readers = [
        person
        for person in notice.recipients(event)
        if person != event.by
        and event.by_id not in unmet_keys(person)
        and notice.is_visible_to(person, event)
    ]
    deliver(
        readers,
        source=event.pk,
        network=event.network_id,
        place=notice.place(event),
        is_told=notice.is_told,
        kind=event.verb,
        sort=notice.sort,
        essential=notice.essential,
        url=notice.url(event),
        facts=notice.facts(event),
    )
