"""Coffee mornings that stopped by themselves, found before parents stand at a closed door."""

from django.core import checks
from django.db import DatabaseError

from ouderkamer.models import Series


@checks.register("agenda", deploy=True)
def next_dates(app_configs, **kwargs):
    """Series whose next date was not made: the worker that makes them does not run."""
    try:
        missing = [series for series in Series.objects.running() if series.missing]
    except DatabaseError:  # not migrated yet
        return []
    return [
        checks.Warning(
            f"Series {series.pk} of {series.network_id} has no date on {series.missing}.",
            hint="The worker makes them every day. Does it run?",
            id="ouderkamer.W001",
        )
        for series in missing
    ]
