"""How often something may be done: counters in the cache, shared by all processes."""

from dataclasses import dataclass

from django.core.cache import cache


@dataclass(frozen=True)
class Limit:
    """At most ``most`` times in ``seconds`` per key, counted from the first time."""

    name: str
    most: int
    seconds: int

    def take(self, key):
        """Count one; False when that is one too many."""
        name = f"limit:{self.name}:{key}"
        if cache.add(name, 1, timeout=self.seconds):
            return True
        try:
            return cache.incr(name) <= self.most
        except ValueError:  # it ran out between the two lines
            return self.take(key)

    def is_spent(self, key):
        """Whether the next ``take`` would be one too many; counts nothing itself."""
        return cache.get(f"limit:{self.name}:{key}", 0) >= self.most
