"""Whether one comes, by text message: yes or no to the date one was last written about."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from community.accounts.models import User
from community.mail.texting import Listener, Said
from community.notifications.models import Notification
from ouderkamer.models import Gathering
from ouderkamer.models.by_name import Channel

LATELY = timedelta(days=7)


class Coming(Listener):
    def hear(self, number, said):
        person = User.objects.filter(mobile=number, is_active=True).first()
        if person is None or said not in (Said.YES, Said.NO):
            return None
        with translation.override(person.language):
            gathering = _asked_about(person)
            if gathering is None:
                return gettext("We do not know which date you mean. Look on the site, or call us.")
            return _answer(gathering, said, person)


def _asked_about(person):
    """The date that the newest text to ``person`` was about."""
    told = Notification.objects.visible_to(person).filter(
        place__startswith="date-", told_at__gt=timezone.now() - LATELY
    )
    newest = told.order_by("-told_at", "-pk").first()
    if newest is None:
        return None
    upcoming = Gathering.objects.visible_to(person).upcoming().going_ahead()
    return upcoming.filter(pk=int(newest.place.partition("-")[2])).first()


def _answer(gathering, said, person):
    try:
        sign_up = gathering.answer(said.value, by=person)
    except ValidationError as refusal:
        return refusal.messages[0]
    gathering.sign_ups.filter(pk=sign_up.pk).update(channel=Channel.SMS)
    if said == Said.NO:
        return gettext("A pity. Until another time.")
    if sign_up.seat == "waits":
        return gettext("It is full. You are on the waiting list.")
    when = date_format(timezone.localtime(gathering.starts_at), "l G.i")
    return gettext("Good, see you on %(when)s o'clock.") % {"when": when}
