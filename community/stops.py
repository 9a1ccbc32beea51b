"""The row of stops that shows how far something is: a task changing hands, a question at school."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise


@dataclass(frozen=True)
class Stop:
    """One stop as ``_clock.html`` shows it; ``when`` is a line in words, or nothing."""

    class State(TextChoices):
        DONE = "done"
        CURRENT = "current"
        LATE = "late"
        TO_COME = "to-come"

    what: str | Promise
    icon: str
    state: State
    when: str | Promise = ""


def row(*stops, reached, late=False):
    """``stops`` are (what, icon, when); those before index ``reached`` are done, it is now."""
    now = Stop.State.LATE if late else Stop.State.CURRENT
    states = [*[Stop.State.DONE] * reached, now, *[Stop.State.TO_COME] * len(stops)]
    pairs = zip(stops, states, strict=False)
    return [Stop(what, icon, state, when) for (what, icon, when), state in pairs]
