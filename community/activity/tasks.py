from django_tasks import task

from community.activity.models import Event
from community.activity.notices import NOTICES
from community.notifications.models import deliver
from community.people.models import unmet_keys


@task(backend="background")
def spread(event_id):
    """Put a notice of the event in the tray of everyone it concerns and who may see it."""
    event = Event.objects.filter(pk=event_id).first()
    notice = event and NOTICES.get(event.verb)
    if notice is None or event.about is None:
        return
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
        kind=event.verb,
        url=notice.url(event),
        facts=notice.facts(event),
    )
