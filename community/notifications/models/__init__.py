from community.notifications.models.digest import DigestMark
from community.notifications.models.preferences import Choice, Preferences
from community.notifications.models.push import PushDevice
from community.notifications.models.tray import Notification, deliver, read_place

__all__ = [
    "Choice",
    "DigestMark",
    "Notification",
    "Preferences",
    "PushDevice",
    "deliver",
    "read_place",
]
