"""What happens beyond the page itself when one is published, at once or on its day."""

from cms import front
from cms.models import ProtocolPage, ThemePage
from cms.models.translated import Translatable
from community.activity.models import Event
from community.activity.recording import record


def published(page, revision):
    front.forget()
    if isinstance(page, Translatable):
        page.note_change()
    if isinstance(page, ProtocolPage):
        page.keep_version(revision)
    if isinstance(page, ThemePage) and page.wish_id:
        _tell_who_asked(page, revision)


def taken_away(page):
    front.forget()


def _tell_who_asked(theme, revision):
    """Once for a theme, however often it is published again."""
    network = theme.wish.network
    known = Event.objects.filter(verb="cms.theme_published", network=network, about_id=theme.pk)
    if not known.exists():
        by = revision.user if revision else theme.owner
        record("cms.theme_published", by=by, about=theme, network=network)
