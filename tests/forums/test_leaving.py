"""Who closes their account is named nowhere any more, also not by others."""

from datetime import timedelta

import pytest

from community.accounts import closing
from networks.models import Network
from tests.factories import make_forum, make_topic

HOME = "/netwerk/de-lindeboom/"


@pytest.fixture
def talk(cast, forum):
    """Samira asked, was called by name, quoted, and called in what is an older version now."""
    topic = make_topic(forum, cast.samira, title="Wie heeft brood?")
    first = topic.posts.get()
    topic.reply(f"{first.as_quote}Ja hoor, @samira en @Naima!", by=cast.emre)
    changed = topic.reply("Dag @Samira.", by=cast.naima)
    changed.posted_at -= timedelta(hours=1)
    changed.edit("Dag allemaal.", by=cast.naima)
    return topic


def doors(topic):
    yield from (HOME, f"{HOME}gesprekken/", topic.get_absolute_url(), "/ik/meldingen/")
    yield "/zoeken/?q=brood"
    changed = topic.posts.last()
    yield changed.versions_url


def test_the_name_is_gone_from_every_page(cast, talk, visit):
    def named_on(name):
        return [url for url in doors(talk) if name in visit(cast.emre, url).text.lower()]

    before = named_on("samira")
    assert {talk.get_absolute_url(), talk.posts.last().versions_url} < set(before)

    closing.close(cast.samira)

    assert named_on("samira") == []
    assert talk.get_absolute_url() in named_on("een ouder")
    assert talk.get_absolute_url() in named_on("@naima")  # who stays is still called


def test_what_she_wrote_is_found_and_her_name_finds_nothing(cast, talk, visit):
    closing.close(cast.samira)
    assert "Wie heeft <mark>brood</mark>?" in visit(cast.emre, "/zoeken/", q="brood").text
    assert visit(cast.emre, "/zoeken/", q="samira").context["groups"] == []


def test_where_people_bear_chosen_names_that_name_goes_too(cast, visit):
    theme = Network.objects.start(
        name="Dyslexie", kind="theme", rules="", by=cast.emre, alias="Lezer"
    )
    theme.admit(cast.samira, alias="Uil", by=cast.samira)
    topic = make_topic(make_forum(theme), cast.samira, title="Luisterboek?")
    topic.reply("Dag @Uil, ja.", by=cast.emre)
    page = topic.get_absolute_url()
    assert "Uil" in visit(cast.emre, page).text
    closing.close(cast.samira)
    assert "Uil" not in visit(cast.emre, page).text
