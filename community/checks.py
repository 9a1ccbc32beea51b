"""Mistakes of an operator, found by ``manage.py check --deploy`` before parents find them."""

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def one_process_without_redis(app_configs, **kwargs):
    """The in-memory channel layer and cache do not cross processes."""
    if settings.PROCESSES > 1 and not settings.REDIS_URL:
        yield_error = Error(
            "PROCESSES is more than 1 and REDIS_URL is empty.",
            hint="Chat and badges only reach tabs of the same process without Redis.",
            id="community.E001",
        )
        return [yield_error]
    return []
