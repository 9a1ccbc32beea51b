"""How the school answered this school year: numbers for both sides, and one for everybody."""

from dataclasses import dataclass
from statistics import median_low

from django.utils import timezone

from forums.clock import days_taken
from forums.models import Heard, SchoolQuestion
from forums.models.heard import SHOWN_FROM
from networks.models.role import start_of_school_year

PUBLIC_FROM = 3  # answers; one or two say more about the question than about the school


@dataclass(frozen=True)
class Figures:
    asked: int
    in_time: int
    late: int
    days: int | None  # school days in the middle; None before the first answer
    answered: int
    heard: int | None  # who said yes; None while fewer than ten answered
    heard_of: int

    @classmethod
    def of(cls, network):
        """Two queries, whatever was asked."""
        since = start_of_school_year(timezone.localdate())
        asked = SchoolQuestion.objects.filter(network=network, sent_at__date__gte=since)
        rows = list(asked.exclude(topic__shows_title=False))
        answered = [row for row in rows if row.answered_at]
        in_time = sum(timezone.localdate(row.answered_at) <= row.due_on for row in answered)
        waiting_late = sum(row.due_on < timezone.localdate() for row in rows if not row.answered_at)
        felt = list(Heard.objects.filter(question__in=asked).values_list("feeling", flat=True))
        return cls(
            asked=len(rows),
            in_time=in_time,
            late=len(answered) - in_time + waiting_late,
            days=median_low(map(days_taken, answered)) if answered else None,
            answered=len(answered),
            heard=felt.count(Heard.Feeling.YES) if len(felt) >= SHOWN_FROM else None,
            heard_of=len(felt),
        )

    @property
    def public_days(self):
        return self.days if self.answered >= PUBLIC_FROM else None
