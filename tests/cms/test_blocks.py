"""What an editor puts on a page: never without words for who cannot see, hear or open it."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.blocks import FilmBlock
from cms.models import ThemePage
from cms.panels import ThemesPanel
from cms.tasks import publish_what_is_due
from networks.panels import PANELS
from tests.cms.test_documents import paper
from tests.cms.test_editors import typed
from tests.factories import make_theme

TEXT = "<p>Meester Bas: In januari vertel ik wat ik denk.</p>"


@pytest.fixture
def files(schools):
    names = ("film.mp4", "film.vtt", "geluid.mp3", "brief.pdf")
    return {name: paper(schools.lindeboom, name, b"x") for name in names}


def film(files, name, captions=None):
    facts = {"title": "Welke school past?", "text": TEXT, "file": files[name].pk}
    return {**facts, "captions": files[captions].pk if captions else None}


def refused(sent):
    block = FilmBlock()
    with pytest.raises(ValidationError) as refusal:
        block.clean(block.to_python(sent))
    return set(refusal.value.block_errors)


def test_a_film_has_subtitles_and_sound_needs_none(files):
    block = FilmBlock()

    assert refused(film(files, "film.mp4")) == {"captions"}
    assert refused({**film(files, "geluid.mp3"), "text": ""}) == {"text"}
    block.clean(block.to_python(film(files, "film.mp4", "film.vtt")))
    block.clean(block.to_python(film(files, "geluid.mp3")))


@pytest.mark.parametrize(
    ("name", "captions", "wrong"),
    [("brief.pdf", None, "file"), ("film.mp4", "brief.pdf", "captions")],
)
def test_a_paper_is_no_film_and_no_subtitle(files, name, captions, wrong):
    assert refused(film(files, name, captions)) == {wrong}


def test_a_film_is_shown_with_its_text_and_fetches_nothing_before_it_plays(client, schools, files):
    sent = {"title": "Welke school past?", "text": TEXT}
    body = [
        ("film", {**sent, "file": files["film.mp4"], "captions": files["film.vtt"]}),
        ("film", {**sent, "file": files["geluid.mp3"], "captions": None}),
    ]
    theme = make_theme(schools.lindeboom, body=body)

    text = client.get(theme.address).text

    assert text.count('preload="none"') == 2
    assert f'<track kind="captions" src="{files["film.vtt"].url}"' in text
    assert "Lees de film als tekst" in text
    assert "Lees het geluid als tekst" in text
    assert client.get(files["film.mp4"].url).headers["Content-Type"] == "video/mp4"


def test_a_person_says_when_a_parent_is_called_back(client, schools):
    portal = schools.lindeboom
    person = {"name": "Karin", "role": "Leraar", "group": "Groep 5", "hours": "Elke dag tot 9 uur"}
    portal.contacts = [("person", {**person, "calls_back": "next_day", "text": ""})]
    portal.save_revision().publish()

    text = client.get(portal.address).text

    assert "Groep 5" in text
    assert "Belt de volgende schooldag terug" in text


def on_start(cast):
    panel = next(panel for panel in PANELS if isinstance(panel, ThemesPanel))
    facts = panel.facts(cast.lindeboom, cast.samira)
    return [theme.title for theme in facts["themes"]] if facts else []


def test_a_theme_of_a_certain_day_comes_and_goes_by_itself(client, cast, schools):
    now = timezone.now()
    theme = make_theme(schools.lindeboom, live=False)
    theme.go_live_at, theme.expire_at = now + timedelta(hours=1), now + timedelta(hours=2)
    theme.save_revision().publish()
    assert on_start(cast) == []

    Page.objects.filter(pk=theme.pk).update(go_live_at=now - timedelta(minutes=1))
    revision = theme.revisions.latest("pk")
    revision.approved_go_live_at = now - timedelta(minutes=1)
    revision.content["go_live_at"] = (now - timedelta(minutes=1)).isoformat()
    revision.save()
    publish_what_is_due()
    assert on_start(cast) == [theme.title]
    assert client.get(theme.address).status_code == 200

    Page.objects.filter(pk=theme.pk).update(expire_at=now - timedelta(seconds=1))
    publish_what_is_due()
    assert on_start(cast) == []
    assert client.get(theme.address).status_code == 404


def test_the_preview_carries_the_checker_of_wagtail_and_the_page_does_not(client, cast, schools):
    theme = make_theme(schools.lindeboom)
    client.force_login(cast.karin)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[theme.pk])

    client.post(address, typed(theme.title, slug=theme.slug))
    preview = client.get(address)

    assert "wagtail-userbar" in preview.text
    assert "wagtail-userbar" not in client.get(theme.address).text


def test_another_schools_pages_are_not_linked_as_drafts(client, cast, schools):
    """Rich text points at pages by number: one that the editor cannot see is refused."""
    foreign = make_theme(schools.kompas, live=False)
    live = make_theme(schools.kompas, "Open")
    client.force_login(cast.karin)
    address = reverse("wagtailadmin_pages:add", args=["cms", "themepage", schools.lindeboom.pk])

    def send(page):
        raw = f'<p><a linktype="page" id="{page.pk}">x</a></p>'
        content = {"blocks": [], "entityMap": {}}
        key = {"offset": 0, "length": 1, "key": 0}
        content["blocks"] = [
            {"key": "a", "text": "x", "type": "unstyled", "entityRanges": [key], "depth": 0}
        ]
        link = {"id": page.pk, "url": raw, "parentId": 1}
        content["entityMap"] = {"0": {"type": "LINK", "mutability": "MUTABLE", "data": link}}
        text = {"heading": "Kop", "text": json.dumps(content)}
        sent = typed(f"Naar {page.pk}", slug=f"naar-{page.pk}", body=[("text", text)])
        return client.post(address, {**sent, "action-publish": "1"})

    assert send(foreign).status_code in (302, 403)
    assert not ThemePage.objects.filter(slug=f"naar-{foreign.pk}").exists()
    send(live)
    assert ThemePage.objects.filter(slug=f"naar-{live.pk}", live=True).exists()
