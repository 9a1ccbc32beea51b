"""How much one person writes at a time, and how they are asked to wait (SECURITY 4.4)."""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.limits import Limit

MINUTE, HOUR, DAY = 60, 3600, 86_400
NEW_FOR = timedelta(hours=24)
LINKS = 2  # in one text of who is new
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
LATER = {
    MINUTE: _("You write fast. Your text is kept. Send it again in a minute."),
    HOUR: _("You have written a lot this hour. Your text is kept. Try again in an hour."),
    DAY: _("You have written a lot today. Your text is kept. Try again tomorrow."),
}


@dataclass(frozen=True)
class Pace:
    """``usual`` for everybody, and ``new`` as well on the first day of an account."""

    usual: tuple[Limit, ...]
    new: Limit

    def refusal(self, writer, text) -> Promise | str:
        """Counts one for ``writer``; the sentence that asks them to wait, or an empty one."""
        is_new = timezone.now() - writer.date_joined < NEW_FOR
        if is_new and len(LINK.findall(text)) > LINKS:
            return _("You are new here. Use two links at the most. Your text is kept.")
        for limit in (*self.usual, self.new) if is_new else self.usual:
            if not limit.take(writer.pk):
                return LATER[limit.seconds]
        return ""


DRAFTS_KEPT = Limit("drafts", most=60, seconds=MINUTE)
# One in ten seconds, counted over a minute: two short answers in a row are no flood.
_BURST = Limit("post-minute", most=6, seconds=MINUTE)
_LONG = (Limit("post-hour", most=30, seconds=HOUR), Limit("post-day", most=100, seconds=DAY))
ANSWERS = Pace((_BURST, *_LONG), new=Limit("new-answers", most=10, seconds=DAY))
TOPICS = Pace((_BURST, *_LONG), new=Limit("new-topics", most=3, seconds=DAY))
