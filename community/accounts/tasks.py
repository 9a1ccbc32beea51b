from django.contrib.sessions.backends.db import SessionStore

from community.accounts.devices import Device
from community.accounts.models import User
from community.mail.models import Bounces
from community.schedule.chores import every


@every(days=1)
def clear_ended_sessions():
    SessionStore.clear_expired()
    Device.objects.forget_ended()


@every(minutes=1)
def notice_dead_addresses():
    """Who reads no mail any more sees it on every page, and a contact parent on their desk."""
    with Bounces.objects.unnoticed() as addresses:
        User.objects.mail_stopped(addresses)
