"""The phones and computers on which somebody is signed in."""

import re
from datetime import timedelta
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext

from community import live
from community.access import Visible

NOTED_EVERY = timedelta(hours=1)
# The first that fits wins: Edge also calls itself Chrome, Chrome also calls itself Safari.
BROWSERS = (
    (r"Edg(e|A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"SamsungBrowser/", "Samsung Internet"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrome/|CriOS/", "Chrome"),
    (r"Safari/", "Safari"),
)
SYSTEMS = (
    (r"iPhone", "iPhone"),
    (r"iPad", "iPad"),
    (r"Android", "Android"),
    (r"CrOS", "Chromebook"),
    (r"Windows", "Windows"),
    (r"Mac OS X|Macintosh", "Mac"),
    (r"Linux", "Linux"),
)


def device_name(user_agent):
    """``Chrome on Android``: what a person needs to recognise a device, and no more."""
    browser = _first_that_fits(BROWSERS, user_agent)
    system = _first_that_fits(SYSTEMS, user_agent)
    if browser and system:
        return gettext("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or gettext("An unknown device")


class DeviceQuerySet(Visible):
    def seen_by(self, user):
        """My own, and only where I am still signed in."""
        sessions = Session.objects.filter(expire_date__gt=timezone.now())
        return self.filter(user=user, session_key__in=sessions.values("session_key"))

    def end(self, *, by):
        """Sign ``by`` out on these devices; their open tabs close at once."""
        for device in self.visible_to(by):
            device.end(by=by)

    def forget_ended(self):
        """Remove what is left of sessions that ran out or were signed out."""
        return self.exclude(session_key__in=Session.objects.values("session_key")).delete()


class Device(UserSession):
    """One signed-in browser, kept by allauth."""

    objects = DeviceQuerySet.as_manager()

    class Meta:
        proxy = True
        ordering = ["-last_seen_at", "-pk"]

    def __str__(self):
        return device_name(self.user_agent)

    @classmethod
    def of(cls, request):
        """The device this request comes from, also when allauth did not see it sign in."""
        key = request.session.session_key
        known = cls.objects.visible_to(request.user).filter(session_key=key).first()
        agent = request.headers.get("User-Agent", "")
        return known or cls(user=request.user, session_key=key, user_agent=agent)

    def end(self, *, by):
        """Sign out here, from any other device of the same person."""
        import_module(settings.SESSION_ENGINE).SessionStore(self.session_key).delete()
        Device.objects.filter(session_key=self.session_key).delete()
        live.tell(by.pk, "session.ended", session=live.session_digest(self.session_key))


class LastSeen:
    """Notes when a device is used, at most once an hour: reading a page must not write."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            self._note(request.session.session_key)
        return self.get_response(request)

    def _note(self, session_key):
        now = timezone.now()
        name = f"device:{live.session_digest(session_key)}"
        noted = cache.get_or_set(name, now, timeout=settings.SESSION_COOKIE_AGE)
        if now - noted >= NOTED_EVERY:
            cache.set(name, now, timeout=settings.SESSION_COOKIE_AGE)
            Device.objects.filter(session_key=session_key).update(last_seen_at=now)


def _first_that_fits(table, user_agent):
    return next((name for pattern, name in table if re.search(pattern, user_agent)), "")
