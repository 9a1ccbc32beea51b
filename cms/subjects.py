"""What in networks belongs to a theme of the school: dates, and conversations of members."""

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Left, Length

from cms.models import NewsPage, SchoolPage, ThemePage
from forums.models import Topic
from ouderkamer.models import Gathering


def themes_for(network):
    """Live themes on the live pages of the schools of ``network``, in their editors' order."""
    return _on_portals_of(network, ThemePage).order_by("path")


def news_for(network):
    """Their news, the latest first."""
    return _on_portals_of(network, NewsPage).order_by("-first_published_at", "-pk")


def _on_portals_of(network, model):
    of_schools = Q(school=network.school_id) | Q(school__shared_networks=network)
    portals = SchoolPage.objects.live().filter(of_schools).values("path")
    home = Left("path", Length("path") - model.steplen)
    return model.objects.live().sources().annotate(home=home).filter(home__in=portals)


def dates_about(theme, reader):
    """The next dates about ``theme``, with ``opens``: whether ``reader`` may look further than
    what anybody reads of a public date."""
    coming = Gathering.objects.upcoming().going_ahead().filter(subject=theme.subject_key)
    opens = Value(False)
    if reader.is_authenticated:
        opens = Exists(Gathering.objects.visible_to(reader).filter(pk=OuterRef("pk")))
    told = coming.annotate(opens=opens).filter(Q(is_public=True) | Q(opens=True))
    return told.select_related("network")


def talks_about(theme, reader):
    """The latest conversations about ``theme`` that ``reader`` sees."""
    if not reader.is_authenticated:
        return Topic.objects.none()
    seen = Topic.objects.visible_to(reader).filter(about=theme.subject_key, merged_into=None)
    return seen.select_related("network").order_by("-last_post_at")
