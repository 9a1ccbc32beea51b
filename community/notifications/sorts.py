"""What notices are about, and how soon somebody hears: the two sides of the table of choices."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sort(TextChoices):
    """What a notice is about, as a parent would say it."""

    ANSWERS = "answers", _("An answer to what I wrote")
    SCHOOL = "school", _("An answer of the school")
    DATES = "dates", _("Coffee and dates I come to")
    CHAT = "chat", _("Somebody calls me in the chat")
    EVERYBODY = "everybody", _("A message to all parents")
    NEWS = "news", _("New conversations and dates")
    TASKS = "tasks", _("Something for me to do")
    AROUND = "around", _("What happens in my network")
    DECISIONS = "decisions", _("A message from a moderator")


class Pace(TextChoices):
    AT_ONCE = "now", _("At once")
    DAILY = "day", _("Every day")
    WEEKLY = "week", _("Every week")
    OFF = "off", _("Not")


# For who chose nothing: what is about oneself at once, the rest together.
USUAL = {
    Sort.ANSWERS: Pace.AT_ONCE,
    Sort.SCHOOL: Pace.AT_ONCE,
    Sort.DATES: Pace.AT_ONCE,
    Sort.CHAT: Pace.AT_ONCE,
    Sort.EVERYBODY: Pace.AT_ONCE,
    Sort.NEWS: Pace.WEEKLY,
    Sort.TASKS: Pace.AT_ONCE,
    Sort.AROUND: Pace.DAILY,
    Sort.DECISIONS: Pace.AT_ONCE,
}
CHOSEN = [sort for sort in Sort if sort != Sort.DECISIONS]  # which cannot be switched off
TOLD_BY_PARTS = {Sort.NEWS}  # in a digest parts of the house tell it, not lines of the tray

# The subject of a letter, and its heading: nothing in it is anybody's words.
SUBJECTS = {
    Sort.ANSWERS: _("There is an answer for you"),
    Sort.SCHOOL: _("The school wrote to you"),
    Sort.DATES: _("About your date"),
    Sort.CHAT: _("Somebody wrote to you"),
    Sort.EVERYBODY: _("A message to all parents"),
    Sort.NEWS: _("New in your network"),
    Sort.TASKS: _("Something asks for you"),
    Sort.AROUND: _("News of your network"),
    Sort.DECISIONS: _("A message from the moderators"),
}
