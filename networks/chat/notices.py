"""Who hears of what is said in a chat: only who is meant by it."""

from community.accounts.models import User
from community.activity.notices import Notice
from community.notifications.sorts import Sort
from networks.chat.models import Reading, Seat
from networks.notices.reader import name_of


class _Said(Notice):
    """A message, as long as it stands."""

    sort = Sort.CHAT

    def is_visible_to(self, person, event):
        return event.about.is_shown and super().is_visible_to(person, event)

    def facts(self, event):
        return {"name": name_of(event.by, event.network), "room": event.about.room.name}

    def place(self, event):
        return f"room-{event.about.room_id}"


class Called(_Said):
    """Whom the words call by name, unless they want to hear nothing of this chat."""

    verb = "chat.called"

    def recipients(self, event):
        deaf = event.about.room.readings.filter(level=Reading.Level.NOTHING)
        return event.about.mentioned.exclude(pk__in=deaf.values("user"))


class QuietOpened(Notice):
    """The two parents who are asked to talk calmly; what it is about stands in the room."""

    verb = "chat.quiet_opened"
    sort = Sort.DECISIONS

    def recipients(self, event):
        return User.objects.filter(pk__in=event.about.seats.values("person"))

    def facts(self, event):
        return {"name": name_of(event.by, event.network)}


class Written(_Said):
    """The other of two; who refuses or blocks hears nothing."""

    verb = "chat.written"

    def recipients(self, event):
        seats = event.about.room.seats.filter(standing=Seat.Standing.IN)
        deaf = event.about.room.readings.filter(level=Reading.Level.NOTHING)
        return User.objects.filter(pk__in=seats.values("person")).exclude(
            pk__in=deaf.values("user")
        )

    def facts(self, event):
        return {"name": name_of(event.by, event.network)}
