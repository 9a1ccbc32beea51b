from django.utils import timezone

from community.schedule.chores import every
from forums.models import SchoolQuestion


@every(days=1)
def remind_the_school():
    """Of questions past their day; on school days only."""
    SchoolQuestion.objects.remind(on=timezone.localdate())
