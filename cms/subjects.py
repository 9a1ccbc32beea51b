"""What in networks belongs to a theme of the school: dates, and conversations of members."""

from django.db.models import Exists, OuterRef, Q, Value

from forums.models import Topic
from ouderkamer.models import Gathering


def subject_key(theme):
    return f"theme-{theme.pk}"


def dates_about(theme, reader):
    """The next dates about ``theme``, with ``opens``: whether ``reader`` may look further than
    what anybody reads of a public date."""
    coming = Gathering.objects.upcoming().going_ahead().filter(subject=subject_key(theme))
    opens = Value(False)
    if reader.is_authenticated:
        opens = Exists(Gathering.objects.visible_to(reader).filter(pk=OuterRef("pk")))
    told = coming.annotate(opens=opens).filter(Q(is_public=True) | Q(opens=True))
    return told.select_related("network")


def talks_about(theme, reader):
    """The latest conversations about ``theme`` that ``reader`` sees."""
    if not reader.is_authenticated:
        return Topic.objects.none()
    seen = Topic.objects.visible_to(reader).filter(about=subject_key(theme), merged_into=None)
    return seen.select_related("network").order_by("-last_post_at")
