from django.core.management import call_command

from community.schedule.chores import every


@every(minutes=1)
def publish_what_is_due():
    """Wagtail's go-live and expiry dates."""
    call_command("publish_scheduled", verbosity=0)
