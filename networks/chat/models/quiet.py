from django.conf import settings
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.activity.recording import record
from community.moderation.models import Case, Deed
from networks.chat.models.room import Room
from networks.chat.models.rooms import Entry


class QuietRoomQuerySet(models.QuerySet):
    def of(self, room):
        """The one of ``room``; asked only of rooms that somebody is let into."""
        if room.entry != Entry.ASKED:
            return None
        return self.select_related("mediator").filter(room=room).first()

    @transaction.atomic
    def open(self, case, people, *, by):
        """A room for two parents and ``by``, who listens to both; it begins with its own words."""
        network = case.network
        with translation.override(settings.LANGUAGE_CODE):
            name = gettext("Quiet room")
            words = gettext(
                "I opened this room to talk calmly. Only the three of us read it. You may leave "
                "it whenever you want."
            )
        name = Room.objects.free_name(network, name)
        room = Room.objects.open(network, name=name, entry=Entry.ASKED, by=by)
        for person in people:
            room.take_in(person, by=by)
        quiet = self.create(room=room, case=case, mediator=by)
        room.say(words, by=by)
        case.write_down(Deed.QUIET, by)
        record("chat.quiet_opened", by=by, about=room, network=network)
        return quiet


class QuietRoom(models.Model):
    """Two parents who quarrelled and a moderator between them: nobody else reads it."""

    room = models.OneToOneField(Room, models.CASCADE, related_name="quiet")
    case = models.ForeignKey(Case, models.SET_NULL, null=True, related_name="+")
    mediator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    outcome = models.CharField(_("what was agreed?"), max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)

    objects = QuietRoomQuerySet.as_manager()

    def __str__(self):
        return str(self.room)

    @transaction.atomic
    def close(self, outcome, *, by):
        """It can be read and is over; what came of it stands in the log, without a name."""
        if not QuietRoom.objects.filter(pk=self.pk, closed_at=None).update(
            outcome=outcome, closed_at=timezone.now()
        ):
            return
        self.room.arrange(writers=Room.Writers.NOBODY, by=by)
        if self.case:
            self.case.write_down(Deed.OUTCOME, by, reason=outcome)
