"""What the tray holds of a person, and how they wanted to hear it."""

from community.accounts.closing import Personal
from community.notifications.models import (
    Choice,
    DigestMark,
    Notification,
    Preferences,
    PushDevice,
)


class Heard(Personal):
    def forget(self, person):
        Notification.objects.filter(recipient=person).delete()
        for kept in (Choice, DigestMark, Preferences, PushDevice):
            kept.objects.filter(person=person).delete()
