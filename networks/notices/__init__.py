"""Who hears of it when people come and go, a task changes hands, a network begins or ends."""

from networks.notices import duties, ending, people, starting, year

__all__ = ("SILENT", "duties", "ending", "people", "starting", "year")

# Written down for the ledger, told to nobody: the only one concerned is the person who does it.
SILENT = (
    *("networks.started", "networks.invited", "networks.invitation_revoked"),
    *("networks.school_added", "networks.school_removed"),
    *("networks.letter_written", "networks.letter_revoked"),
    *("networks.task_taken", "networks.silence_broken", "networks.rested"),
    *("networks.stage_changed", "networks.cofounder_asked", "networks.school_asked"),
    *("networks.turnover_agreed", "networks.exception_made", "networks.stayed"),
    # That somebody was let go is in the ledger with its reason; moderators hear it as ``Left``.
    *("networks.removed", "networks.bar_lifted"),
)
