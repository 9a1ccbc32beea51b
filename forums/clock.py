"""How far a question for the school is, in words for both sides."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from community.stops import row
from networks.holidays import school_days_between


class Clock:
    """The four stops of ``question`` as they stand today; ``desk`` may have stopped the clock."""

    def __init__(self, question, desk):
        self.question, self.desk = question, desk

    @property
    def late_by(self):
        """School days past the day it should have been answered; 0 when in time or decided."""
        if self.question.decided_at:
            return 0
        until = self.desk.away_since or timezone.localdate()
        return school_days_between(self.question.day, until)

    @property
    def is_late(self):
        return self.late_by > 0

    @property
    def stops(self):
        question = self.question
        moments = (question.read_at, question.answered_at, question.decided_at)
        reached = 1 + sum(moment is not None for moment in moments)
        return row(
            (_("Sent"), "send", _day(question.sent_at)),
            (_("Read"), "eye", self._read()),
            (_("Answer"), "talk", self._answered()),
            (_("Decision"), "vote", self._decided()),
            reached=reached,
            late=self.is_late,
        )

    def _read(self):
        question = self.question
        if question.read_at is None:
            return ""
        if question.read_by is None:
            return _day(question.read_at)
        facts = {"day": _day(question.read_at), "name": question.read_by.shown_name}
        return gettext("%(day)s, by %(name)s") % facts

    def _answered(self):
        question = self.question
        if question.answered_at:
            days = days_taken(question)
            took = ngettext("after %(days)d school day", "after %(days)d school days", days)
            return f"{_day(question.answered_at)}, {took % {'days': days}}"
        words = gettext("should have come on %(day)s") if self.is_late else gettext("on %(day)s")
        return words % {"day": _on(question.day)}

    def _decided(self):
        question = self.question
        if question.decided_at:
            return _day(question.decided_at)
        if question.answered_at and question.promised_on:
            return gettext("more on %(day)s") % {"day": _on(question.promised_on)}
        return _("if that is needed")


def days_taken(question):
    """School days from the question to its first answer."""
    sent, answered = map(timezone.localdate, (question.sent_at, question.answered_at))
    return school_days_between(sent, answered)


def _day(moment):
    return _on(timezone.localdate(moment))


def _on(day):
    return date_format(day, "MONTH_DAY_FORMAT")
