from django.utils import timezone

from community.mail.models import Outgoing, Received
from community.mail.sending import send_due
from community.schedule.chores import every


@every(seconds=5)
def send_post():
    """What waited for its hour, for a second try, or for a worker."""
    send_due()


@every(days=1)
def forget_post():
    Outgoing.objects.forget(at=timezone.now())
    Received.objects.forget(at=timezone.now())
