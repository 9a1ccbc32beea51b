"""Redis as a memory that may be away: then nothing is remembered, and nobody waits for it.

What is kept here is kept elsewhere too (sessions), or may be forgotten (how often somebody wrote).
"""

import logging
import time

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from django.utils.functional import cached_property
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

PATIENCE = 1  # seconds for one question
REST = 5  # seconds without a question after one that got no answer
ALONE = Retry(NoBackoff(), 0)  # asked once: who reads a page has waited long enough then

log = logging.getLogger(__name__)
_lines = {}  # by address


class Line(RedisCacheClient):
    """Keeps its client: Django makes one for every question, which costs more than asking."""

    def get_client(self, key=None, *, write=False):
        return self._kept

    @cached_property
    def _kept(self):
        return super().get_client(write=True)


class Memory(RedisCache):
    def __init__(self, server, params):
        limits = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "retry": ALONE}
        super().__init__(server, {**params, "OPTIONS": {**limits, **params.get("OPTIONS", {})}})
        self._class = Line

    @cached_property
    def _cache(self):
        """One line for the whole process: Django has a cache for every thread and every socket."""
        return _lines.setdefault((*self._servers, repr(self._options)), super()._cache)

    def add(self, *args, **options):
        return _ask(super().add, True, args, options)

    def get(self, key, default=None, version=None):
        return _ask(super().get, default, (key, default, version))

    def set(self, *args, **options):
        return _ask(super().set, None, args, options)

    def touch(self, *args, **options):
        return _ask(super().touch, False, args, options)

    def delete(self, *args, **options):
        return _ask(super().delete, False, args, options)

    def get_many(self, *args, **options):
        return _ask(super().get_many, {}, args, options)

    def set_many(self, *args, **options):
        return _ask(super().set_many, [], args, options)

    def has_key(self, *args, **options):
        return _ask(super().has_key, False, args, options)

    def incr(self, key, delta=1, version=None):
        return _ask(super().incr, delta, (key, delta, version))


class _Away:
    until = 0  # of the clock that never jumps; one for all threads of a process


def _ask(question, nothing, args, options=None):
    """The answer, or ``nothing`` while Redis is away."""
    if time.monotonic() < _Away.until:
        return nothing
    try:
        return question(*args, **(options or {}))
    except (RedisError, OSError) as error:
        _Away.until = time.monotonic() + REST
        log.warning("Redis does not answer: %r", error)
        return nothing
