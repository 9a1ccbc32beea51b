from django.utils import timezone

from community.enclosures.sweeping import sweep
from community.schedule.chores import every
from forums.models import Draft, Enclosure, HeldMail, SchoolQuestion


@every(days=1)
def remind_the_school():
    """Of questions past their day; on school days only."""
    SchoolQuestion.objects.remind(on=timezone.localdate())


@every(days=1)
def forget_drafts():
    """Of texts that nobody came back to."""
    Draft.objects.forgotten().delete()


@every(days=1)
def sweep_enclosures():
    """Files that were never sent, or whose post is gone."""
    sweep(Enclosure)


@every(days=1)
def forget_held_mail():
    HeldMail.objects.forget(at=timezone.now())
