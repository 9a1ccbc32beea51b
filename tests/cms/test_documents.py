"""Papers of schools stay inside until a page that everybody reads shows them."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Collection

from cms import paper_forms
from cms.models import ThemePage
from tests.factories import make_theme


def paper(portal, name="gids.pdf", content=b"%PDF-1.4 de schoolgids"):
    collection = Collection.objects.get(name__endswith=f"({portal.school.code})")
    file = ContentFile(content, name=name)
    return Document.objects.create(title="Schoolgids", file=file, collection=collection)


def shows(document):
    return [("material", {"title": "Gids", "document": document, "text": "Alles van het jaar."})]


@pytest.fixture
def reads(client, cast, names):
    def ask(document):
        def gets(person):
            client.logout()
            if person.is_authenticated:
                client.force_login(person)
            return client.get(document.url).status_code == 200

        return names(gets)

    return ask


def test_a_paper_is_its_editors_until_a_live_page_shows_it(schools, reads):
    document = paper(schools.lindeboom)
    assert reads(document) == {"karin", "beheer"}

    make_theme(schools.lindeboom, live=False, body=shows(document))
    assert reads(document) == {"karin", "beheer"}

    theme = make_theme(schools.lindeboom, "Gids", body=shows(document))
    assert "visitor" in reads(document)

    theme.unpublish()
    assert reads(document) == {"karin", "beheer"}


def test_a_draft_of_a_live_page_publishes_nothing(schools, reads):
    theme = make_theme(schools.lindeboom)
    document = paper(schools.lindeboom)
    theme.body = shows(document)
    theme.save_revision()

    assert ThemePage.objects.get(pk=theme.pk).live
    assert reads(document) == {"karin", "beheer"}


def test_a_film_that_is_too_large_is_refused_in_words(client, cast, schools, monkeypatch):
    monkeypatch.setattr(paper_forms, "LARGEST", 1)
    client.force_login(cast.karin)
    collection = Collection.objects.get(name__endswith=f"({schools.lindeboom.school.code})")

    def upload(size):
        film = ContentFile(b"0" * size, name="film.mp4")
        data = {"title": "Film", "file": film, "collection": collection.pk}
        return client.post(reverse("wagtaildocs:add"), data)

    refused = upload((1 << 20) + 1)
    assert "Dit bestand is groter dan 1 MB." in refused.text
    assert not Document.objects.exists()
    upload(1 << 20)
    assert Document.objects.get().title == "Film"


def test_it_comes_with_headers_that_let_it_do_nothing(client, schools):
    document = paper(schools.lindeboom)
    make_theme(schools.lindeboom, body=shows(document))

    answer = client.get(document.url)

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 de schoolgids"


@pytest.mark.parametrize("name", ["pagina.html", "tekening.svg", "brief.docx"])
def test_what_a_browser_might_run_is_a_download(client, schools, name):
    document = paper(schools.lindeboom, name, b"<script>alert(1)</script>")
    make_theme(schools.lindeboom, body=shows(document))

    answer = client.get(document.url)

    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_player_gets_the_piece_it_asks_for_and_a_browser_what_is_new(client, schools):
    document = paper(schools.lindeboom, "verhaal.mp3", b"0123456789")
    make_theme(schools.lindeboom, body=shows(document))

    piece = client.get(document.url, headers={"range": "bytes=2-4"})
    whole = client.get(document.url)
    again = client.get(document.url, headers={"if-none-match": whole.headers["ETag"]})

    assert (piece.status_code, piece.content) == (206, b"234")
    assert again.status_code == 304


def test_another_name_or_number_is_not_there(client, schools):
    document = paper(schools.lindeboom)
    make_theme(schools.lindeboom, body=shows(document))

    assert client.get(document.url.replace("gids", "anders")).status_code == 404
    assert client.get(f"/documenten/{document.pk + 99}/gids.pdf").status_code == 404


@pytest.mark.parametrize("name", ["pagina.html", "tekening.svg", "macro.exe"])
def test_an_editor_cannot_bring_what_is_no_paper(client, cast, schools, name):
    client.force_login(cast.karin)
    collection = Collection.objects.get(name__endswith="(99ZZ01)")
    sent = {"title": "X", "file": ContentFile(b"x", name=name), "collection": collection.pk}

    client.post("/cms/documents/multiple/add/", {"files[]": sent["file"], **sent})
    client.post("/cms/documents/add/", sent)

    assert not Document.objects.exists()
