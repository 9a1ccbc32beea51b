"""The ledger says that families were rung; nobody is told, and it holds no name and no number."""

SILENT = (
    *("outreach.entered", "outreach.stopped", "outreach.joined", "outreach.called"),
    *("outreach.round_begun", "outreach.round_ended"),
)
