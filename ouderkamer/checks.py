"""Coffee mornings that stopped by themselves, found before parents stand at a closed door."""

from django.core.checks import Warning, register
from django.db import DatabaseError

from ouderkamer.models import Series


@register("agenda", deploy=True)
def next_dates(app_configs, **kwargs):
    """Series whose next date was not made: the worker that makes them does not run."""
    try:
        missing = [series for series in Series.objects.running() if series.missing]
    except DatabaseError:  # not migrated yet
        return []
    return [
        Warning(
            f"Series {series.pk} of {series.network_id} has no date on {series.missing}.",
            hint="The worker makes them every day. Does it run?",
            id="ouderkamer.W001",
        )
        for series in missing
    ]
