"""Who may see what, and who may do what.

Seeing is a queryset: every model that people reach has ``visible_to(user)``. Doing is a
rule: a plain function, registered under a dotted name in its app's ``rules.py`` and asked
with ``can(user, name, thing)``. Superusers have no door of their own: an operator who is
not a member is a stranger.

What has ended can be read and not changed: a rule answers no for it, unless it was marked
with ``afterlife``.
"""

from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import models

RULES = {}
AFTERLIFE = set()  # what may still be done in a place that has ended


class Visible(models.QuerySet):
    """A queryset that knows its readers; subclasses define ``seen_by``.

    Visitors get ``public()`` and never reach ``seen_by``: a filter on the key of an
    anonymous user becomes ``IS NULL`` and finds rows that belong to nobody.
    """

    def visible_to(self, user):
        return self.seen_by(user) if user.is_authenticated else self.public()

    def public(self):
        return self.none()


def rule(name, *, afterlife=False):
    """Register the decorated ``(user, thing) -> bool`` as the rule called ``name``.

    With ``afterlife`` it is also asked about what has ended.
    """

    def register(function):
        if name in RULES:
            raise ImproperlyConfigured(f"Rule {name!r} is written twice.")
        RULES[name] = function
        if afterlife:
            AFTERLIFE.add(name)
        return function

    return register


def can(user, name, thing):
    """Whether ``user`` may do ``name`` to ``thing``; raises ``KeyError`` for an unknown rule."""
    may = RULES[name]
    if not user.is_authenticated or (has_ended(thing) and name not in AFTERLIFE):
        return False
    return bool(may(user, thing))


def has_ended(thing):
    """Whether the place is archived that ``thing`` is, or names as its ``network``."""
    return getattr(getattr(thing, "network", thing), "is_archived", False)


def require(user, name, thing):
    """Raise ``PermissionDenied`` (a 403 page in words) unless ``can``."""
    if not can(user, name, thing):
        raise PermissionDenied(name)
