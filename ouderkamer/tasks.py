from django.utils import timezone

from community.enclosures.sweeping import sweep
from community.schedule.chores import every
from ouderkamer.models import Gathering, Invitation, Recording, Series, SignUp
from ouderkamer.models.reminding import DAY_BEFORE, SOON
from ouderkamer.models.series import AHEAD


@every(days=1)
def keep_series_going():
    """Make the dates of the coming weeks; doing it twice is harmless."""
    for series in Series.objects.running().iterator():
        series.extend(timezone.localdate() + AHEAD)


@every(minutes=5)
def take_back_offers():
    """A place that nobody answered goes to the next who waits."""
    for gathering in Gathering.objects.with_lapsed_offers():
        gathering.settle()


@every(minutes=5)
def remind():
    """The day before and two hours before, each once for the moment it starts."""
    for sign_up in DAY_BEFORE.due(SignUp.objects):
        sign_up.remind_day_before()
    for sign_up in SOON.due(SignUp.objects):
        sign_up.remind_soon()
    for invitation in Invitation.objects.to_remind():
        invitation.remind()


@every(minutes=5)
def write_to_missed():
    for gathering in Gathering.objects.with_due_messages():
        gathering.write_to_missed()


@every(minutes=5)
def tell_placings():
    """Who wanted a theme hears of its date when it can no longer be undone."""
    for gathering in Gathering.objects.with_untold_theme():
        gathering.tell_placing()


@every(days=1)
def forget_answers():
    """Two weeks after a date only numbers are left, and after a season no answer."""
    for gathering in Gathering.objects.to_forget():
        gathering.forget()
    SignUp.objects.of_long_ago().delete()


@every(days=1)
def sweep_recordings():
    sweep(Recording)
