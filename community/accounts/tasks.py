from django.contrib.sessions.backends.db import SessionStore

from community.accounts.devices import Device
from community.schedule.chores import every


@every(days=1)
def clear_ended_sessions():
    SessionStore.clear_expired()
    Device.objects.forget_ended()
