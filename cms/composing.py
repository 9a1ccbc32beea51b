"""What may stand in a letter, and what of it one reader sees."""

from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from cms.models import ThemePage
from cms.models.newsletter import NewsletterStop
from cms.subjects import news_for, themes_for
from community.mail.post import Weight, post_letter
from forums.models import Topic
from ouderkamer.models import Gathering

RECENT = 8  # of each kind that the writer chooses from


@dataclass(frozen=True)
class Item:
    """One thing in a letter: a heading, a line below it and where it is."""

    key: str
    kind: str
    title: str
    line: str
    path: str
    network: str = ""  # whose it is, when not everybody's

    @property
    def url(self):
        return f"{settings.BASE_URL}{self.path}"


@dataclass(frozen=True)
class Letter:
    """A newsletter as one reader gets it."""

    title: str
    greeting: str
    closing: str
    items: list = field(default_factory=list)


def offered(networks, writer):
    """The ``Item``s to choose from: what ``writer`` sees that is coming, new or talked about in
    ``networks``, the home of the letter first."""
    dates = _dates(networks, writer).upcoming().going_ahead()[:RECENT]
    topics = _topics(networks, writer).order_by("-last_post_at")[:RECENT]
    return [
        *map(_of_date, dates),
        *map(_of_topic, topics),
        *map(_of_page, themes_for(networks[0])[:RECENT]),
        *map(_of_page, news_for(networks[0])[:RECENT]),
    ]


def letter_for(newsletter, reader):
    """The ``Letter`` as ``reader`` may read it now, in the language that is active."""
    wanted = {}
    for key in newsletter.items:
        kind, _dash, number = key.partition("-")
        wanted.setdefault(kind, []).append(int(number))
    home, networks, found = newsletter.network, newsletter.networks(), []
    if "date" in wanted:
        found += map(_of_date, _dates(networks, reader).filter(pk__in=wanted["date"]))
    if "topic" in wanted:
        found += map(_of_topic, _topics(networks, reader).filter(pk__in=wanted["topic"]))
    pages = [*wanted.get("theme", ()), *wanted.get("news", ())]
    if pages:
        found += map(_of_page, themes_for(home).filter(pk__in=pages).for_reader())
        found += map(_of_page, news_for(home).filter(pk__in=pages).for_reader())
    by_key = {item.key: item for item in found}
    items = [by_key[key] for key in newsletter.items if key in by_key]
    return Letter(newsletter.title, newsletter.greeting, newsletter.closing, items)


def post(newsletter, membership, *, test=False):
    """Send it to one reader, in their language; ``test`` leaves no trace."""
    person = membership.user
    with translation.override(person.language):
        letter = letter_for(newsletter, person)
    network = membership.network
    token = NewsletterStop.objects.token(network, person)
    stop = settings.BASE_URL + reverse("newsletter_stop", args=[token])
    post_letter(
        "cms/newsletter",
        to=person.email,
        language=person.language,
        weight=Weight.DIGEST,
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        title=letter.title,
        greeting=letter.greeting,
        closing=letter.closing,
        items=[{"title": i.title, "line": i.line, "url": i.url} for i in letter.items],
        network=network.name,
        link=f"{settings.BASE_URL}{newsletter.address_in(network)}",
        stop="" if test else stop,
    )


def _dates(networks, reader):
    seen = Gathering.objects.visible_to(reader).filter(network__in=networks)
    return seen.select_related("network")


def _topics(networks, reader):
    seen = Topic.objects.visible_to(reader).filter(network__in=networks, merged_into=None)
    return seen.filter(shows_title=True).select_related("network")


def _of_date(gathering):
    starts = timezone.localtime(gathering.starts_at)
    clock = f"{starts.hour}.{starts.minute:02}"
    line = gettext("%(day)s, %(time)s o'clock, %(place)s") % {
        "day": date_format(starts, "l j F"),
        "time": clock,
        "place": gathering.place,
    }
    if gathering.cancelled_at:
        line = gettext("Not going ahead: %(line)s") % {"line": line}
    key, network = f"date-{gathering.pk}", gathering.network.name
    return Item(key, "date", gathering.title, line, gathering.get_absolute_url(), network)


def _of_topic(topic):
    key, line = f"topic-{topic.pk}", gettext("A conversation of parents")
    network, path = topic.network.name, topic.get_absolute_url()
    return Item(key, "topic", topic.shown_title, line, path, network)


def _of_page(page):
    source = page.translation_of_id or page.pk
    if isinstance(page, ThemePage):
        return Item(f"theme-{source}", "theme", page.title, page.teaser or page.intro, page.address)
    return Item(f"news-{source}", "news", page.title, page.intro, page.address)
