"""Dates of the parents' room that belong to a theme of the school."""

from django.db.models import Q

from ouderkamer.models import Gathering


def subject_key(theme):
    return f"theme-{theme.pk}"


def dates_about(theme, reader):
    """The next dates about ``theme``: those that ``reader`` sees, and what anybody may read of."""
    coming = Gathering.objects.upcoming().going_ahead().filter(subject=subject_key(theme))
    if reader.is_authenticated:
        seen = Gathering.objects.visible_to(reader).values("pk")
        coming = coming.filter(Q(is_public=True) | Q(pk__in=seen))
    else:
        coming = coming.announced()
    return coming.select_related("network")
