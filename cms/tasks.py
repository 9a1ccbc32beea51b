import logging
from datetime import timedelta

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from cms.composing import post
from cms.models import Newsletter, PlanPage, Sound
from community.activity.models import Event
from community.activity.recording import record
from community.enclosures.sweeping import sweep
from community.schedule.chores import every

log = logging.getLogger(__name__)
AHEAD = timedelta(days=7)
AGAIN = timedelta(days=30)


@every(seconds=3)
def publish_what_is_due():
    """Wagtail's go-live and expiry dates, so that all of it shows within five seconds."""
    call_command("publish_scheduled", verbosity=0)


@every(minutes=1)
def send_letters():
    """Each reader once, also when the last round was broken off.

    A letter that fails is logged and waits for the next round; the others go.
    """
    for newsletter in Newsletter.objects.due():
        try:
            _send(newsletter)
        except Exception:
            log.exception("Letter %s was not sent to everybody.", newsletter.pk)


def _send(newsletter):
    for membership in newsletter.readers:
        if membership.gets_mail:
            _send_to(membership, newsletter)
    newsletter.close()


@transaction.atomic
def _send_to(membership, newsletter):
    if newsletter.take_turn(membership):
        post(newsletter, membership)


@every(days=1)
def remind_of_plans():
    """In the week of the day on which a school said to look back."""
    for plan in PlanPage.objects.live().sources():
        if plan.due(timezone.localdate() + AHEAD) and (network := plan.portal.networks().first()):
            _remind(plan, network)


def _remind(plan, network):
    lately = Event.objects.filter(verb="cms.plan_due", about_id=plan.pk, network=network)
    if not lately.filter(happened_at__gte=timezone.now() - AGAIN).exists():
        record("cms.plan_due", by=None, about=plan, network=network)


@every(days=1)
def sweep_sounds():
    sweep(Sound)
