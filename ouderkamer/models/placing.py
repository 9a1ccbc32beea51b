"""A theme of parents gets a date, loses it again, or changes places with another one."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.activity.recording import record

UNDO = timedelta(minutes=10)
LEFT_BY_A_THEME = ("title", "intro")


class Placed(models.Model):
    theme = models.ForeignKey(
        "ouderkamer.Theme",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="gatherings",
    )
    placed_at = models.DateTimeField(null=True, editable=False)
    placing_told = models.BooleanField(
        default=False, editable=False, help_text="whether who wanted the theme heard of this date"
    )

    class Meta:
        abstract = True

    @property
    def is_empty(self):
        """Whether it still waits for a theme: nobody gave it one, nor a title of its own."""
        return self.theme_id is None and "title" not in self.own

    @transaction.atomic
    def hold(self, theme, *, by, swap=False):
        """``theme`` is held here. Where another one stands already, raises ``ValidationError``
        unless they may change places; then that one goes where this one was, or back."""
        rows = type(self).objects.select_for_update(of=("self",)).select_related("series", "theme")
        both = rows.filter(Q(pk=self.pk) | Q(theme=theme, ends_at__gt=timezone.now()))
        locked = {row.pk: row for row in both.order_by("pk")}
        here = locked.pop(self.pk)
        if here.theme not in (None, theme) and not swap:
            raise ValidationError(_("There is a theme already. Do you want to swap?"), code="taken")
        before = here.theme
        for there in locked.values():
            there._say(before, by=by)
        here._say(theme, by=by)

    @transaction.atomic
    def lift(self, *, by):
        """Take its theme away again; the date says what its series says."""
        self._lock()._say(None, by=by)

    @transaction.atomic
    def tell_placing(self):
        """Who wanted the theme hears of its date, once, when it can no longer be undone."""
        untold = type(self).objects.filter(pk=self.pk, placing_told=False)
        if untold.update(placing_told=True):
            record("ouderkamer.theme_planned", by=None, about=self, network=self.network)

    def _say(self, theme, *, by):
        self.theme, self.placed_at = theme, theme and timezone.now()
        self.placing_told = theme is None
        if theme:
            self._own({"title": theme.title, "intro": theme.note})
        else:
            self._say_what_the_series_says()
        self.planned_by = by
        facts = ("theme", "placed_at", "placing_told", "planned_by", "own", "html")
        self._revise(*facts, *LEFT_BY_A_THEME)

    def _say_what_the_series_says(self):
        if self.series is None:
            return
        for name in LEFT_BY_A_THEME:
            setattr(self, name, getattr(self.series, name))
        self.own = sorted({*self.own} - {*LEFT_BY_A_THEME})
