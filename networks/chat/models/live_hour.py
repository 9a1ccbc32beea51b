from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community import live
from community.templatetags.ui import clock, day
from networks.chat.models.room import Room
from networks.panels import cards_at, write_down


class LiveHourQuerySet(models.QuerySet):
    def of(self, room):
        """The one of ``room`` with the ``card`` of its gathering; asked only where there is one."""
        if room.writers not in (Room.Writers.ASK, Room.Writers.NOBODY):
            return None
        if hour := self.filter(room=room).first():
            marks = [hour.points_at] if hour.points_at else []
            hour.room, hour.card = room, cards_at(room, marks).get(hour.points_at)
        return hour

    @transaction.atomic
    def plan(self, network, *, name, audience, by, **facts):
        """A room of its own, in which parents ask and a moderator lets the questions through."""
        how = {"audience": audience, "writers": Room.Writers.ASK}
        room = Room.objects.open(network, name=name, **how, by=by)
        return self.create(room=room, **facts)


class LiveHour(models.Model):
    """A conversation with a guest at a fixed time: one question after the other."""

    room = models.OneToOneField(Room, models.CASCADE, related_name="hour")
    guest = models.CharField(_("guest"), max_length=80)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    points_at = models.CharField(max_length=32, blank=True, editable=False)  # its gathering
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    card = None

    objects = LiveHourQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="chat_hour_ends_after_it_starts",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
            )
        ]

    def __str__(self):
        return f"{self.room}: {self.guest}"

    @property
    def is_closed(self):
        return self.closed_at is not None

    def refusal(self):
        """Why nobody asks anything now, in a sentence; empty when they can."""
        if self.is_closed or timezone.now() >= self.ends_at:
            return gettext("This conversation is over. You can read what was said.")
        if timezone.now() < self.starts_at:
            when = {"day": day(self.starts_at), "time": clock(self.starts_at)}
            return gettext("You can ask questions from %(day)s, %(time)s o'clock.") % when
        return ""

    @transaction.atomic
    def ask(self, text, *, by, client_id):
        """Put a question in the queue; the same one twice is one."""
        self.questions.get_or_create(author=by, client_id=client_id, defaults={"text": text})
        live.publish(self.room.group, "questions.changed")

    @transaction.atomic
    def close(self, title, summary, *, by):
        """Write down what was said, where everybody finds it again; nothing is asked any more.

        Of two moderators who do so at once only the first is heard.
        """
        if LiveHour.objects.select_for_update().get(pk=self.pk).is_closed:
            return
        page = write_down(self.room, title=title, text=summary, by=by)
        self.room.say(page, by=by)
        self.closed_at = timezone.now()
        self.save(update_fields=["closed_at"])
        self.room.arrange(writers=Room.Writers.NOBODY, by=by)


class QuestionQuerySet(models.QuerySet):
    def seen_by(self, reader, *, lets_through):
        """What waits; of others only for who lets it through."""
        waiting = self.waiting().select_related("author")
        return waiting if lets_through else waiting.filter(author=reader)

    def waiting(self):
        return self.filter(message=None, declined_at=None).order_by("pk")


class Question(models.Model):
    """What somebody asked a guest; it is said in the room when a moderator lets it through."""

    hour = models.ForeignKey(LiveHour, models.CASCADE, related_name="questions")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    text = models.TextField()
    client_id = models.UUIDField()
    asked_at = models.DateTimeField(default=timezone.now)
    declined_at = models.DateTimeField(null=True, blank=True, editable=False)
    message = models.ForeignKey(
        "chat.Message", models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("hour", "author", "client_id", name="chat_asked_once")
        ]

    def __str__(self):
        return self.text[:40]

    @transaction.atomic
    def let_through(self, *, by):
        """Say it in the room, in the name of who asked; pressed twice it stands there once.

        Of who left meanwhile nothing is said any more.
        """
        if not self.hour.room.readers.filter(user=self.author).exists():
            return self.decline(by=by)
        said = self.hour.room.say(self.text, by=self.author, client_id=self.client_id)
        self.message = said
        self.save(update_fields=["message"])
        return self._ring()

    @transaction.atomic
    def decline(self, *, by):
        self.declined_at = timezone.now()
        self.save(update_fields=["declined_at"])
        self._ring()

    def _ring(self):
        live.publish(self.hour.room.group, "questions.changed")
