"""A consultation hour has times of its own; who has one is between a parent and the host."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ouderkamer.models.occasion import Kind


class Bookable(models.Model):
    slot_minutes = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="how long one talk takes"
    )

    class Meta:
        abstract = True

    @property
    def is_confidential(self):
        """Whether nobody but the host may know who comes."""
        return self.kind == Kind.CONSULT

    @property
    def slots(self):
        """The moments at which a talk can begin."""
        if not (self.is_confidential and self.slot_minutes):
            return []
        each = timedelta(minutes=self.slot_minutes)
        number = (self.ends_at - self.starts_at) // each
        return [self.starts_at + n * each for n in range(number)]

    def slots_for(self, reader):
        """``(moment, "mine", "taken" or "free")`` of every slot; one query."""
        booked = dict(self.sign_ups.exclude(slot=None).values_list("slot", "person"))
        return [(slot, _standing(booked, slot, reader)) for slot in self.slots]

    @transaction.atomic
    def book(self, slot, *, by):
        """Give ``by`` this time instead of another one. Raises ``ValidationError`` when it is
        gone or does not exist."""
        locked = self._lock()
        if slot not in locked.slots or slot <= timezone.now():
            raise ValidationError(_("Choose one of the times."), code="unknown")
        if locked.sign_ups.filter(slot=slot).exclude(person=by).exists():
            raise ValidationError(_("This time was just taken. Choose another one."), code="taken")
        return self.answer("yes", by=by, slot=slot)


def _standing(booked, slot, reader):
    if slot not in booked:
        return "free"
    return "mine" if booked[slot] == reader.pk else "taken"
