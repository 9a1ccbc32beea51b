"""The letter for a whole class: every family a code of its own, that works once."""

from uuid import uuid4

import pypdfium2
import pytest
import zxingcpp

from networks.models import Invitation, Letter
from networks.models.letter import MOST_FAMILIES

LETTERS = "/netwerk/de-lindeboom/brieven/"


@pytest.fixture
def letter(cast):
    return Letter.objects.write(
        cast.lindeboom, label="Groep 5b", families=3, once=uuid4(), by=cast.naima
    )


def pages_of(client, letter, **query):
    answer = client.get(f"{letter.get_absolute_url()}brieven.pdf", query)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return list(pypdfium2.PdfDocument(answer.content))


def links_on(pages):
    pictures = (page.render(scale=100 / 72).to_pil().convert("L") for page in pages)
    return [square.text for each in pictures for square in zxingcpp.read_barcodes(each)]


def test_every_family_gets_a_code_that_works_once(cast, letter, client):
    codes = list(letter.codes())
    assert len({each.code for each in codes}) == 3
    assert {(each.most_uses, each.lets_in, each.label) for each in codes} == {(1, True, "Groep 5b")}
    assert codes[0].redeem(cast.bart).user == cast.bart
    assert codes[0].redeem(cast.ruud) is None
    assert set(letter.codes()) == set(codes[1:])


def test_a_letter_sent_twice_is_written_once(cast, client):
    client.force_login(cast.fatima)
    sent = {"once": uuid4(), "label": "Groep 5b", "families": 28}
    answers = [client.post(f"{LETTERS}schrijf/", sent) for _press in range(2)]
    assert {answer.url for answer in answers} == {Letter.objects.get().get_absolute_url()}
    assert Invitation.objects.filter(letter__isnull=False).count() == 28


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"label": "", "families": 20}, {"label"}),
        ({"label": "x" * 61, "families": 20}, {"label"}),
        ({"label": "Groep 5b", "families": ""}, {"families"}),
        ({"label": "Groep 5b", "families": 0}, {"families"}),
        ({"label": "Groep 5b", "families": MOST_FAMILIES + 1}, {"families"}),
        ({"label": "Groep 5b", "families": "veel"}, {"families"}),
        ({"label": "Groep 5b", "families": 20, "once": "x"}, {"once"}),
    ],
)
def test_what_is_wrong_with_a_letter_is_named_and_what_was_typed_stays(cast, client, sent, wrong):
    client.force_login(cast.fatima)
    answer = client.post(f"{LETTERS}schrijf/", {"once": uuid4(), **sent})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, wrong)
    assert answer.context["form"]["label"].value() == sent["label"]
    assert not Letter.objects.exists()


def test_the_pdf_has_an_a4_for_every_code_that_still_works(cast, letter, client):
    client.force_login(cast.naima)
    links = [each.link for each in letter.codes()]
    pages = pages_of(client, letter, taal=["ar", "tr", "pl"])
    assert [tuple(map(round, page.get_size())) for page in pages] == [(595, 842)] * 3
    assert links_on(pages) == links
    letter.codes().first().redeem(cast.bart)
    assert links_on(pages_of(client, letter)) == links[1:]


def test_the_page_shows_the_same_letters(cast, letter, client):
    client.force_login(cast.naima)
    page = client.get(letter.get_absolute_url()).content.decode()
    assert [page.count(f"/k/{each.code}") for each in letter.codes()] == [2, 2, 2]
    assert page.count("data:image/svg+xml") == 3


def test_stopping_a_letter_stops_what_nobody_used(cast, letter, client):
    first = letter.codes().first()
    first.redeem(cast.bart)
    client.force_login(cast.emre)
    assert client.post(f"{letter.get_absolute_url()}trek-in/").url == LETTERS
    assert not letter.codes().exists()
    assert cast.lindeboom.membership_of(cast.bart) is not None
    listed = client.get(LETTERS).context["letters"]
    assert [(each.arrived, each.waiting) for each in listed] == [(1, 0)]


def test_letters_are_for_those_who_invite(cast, letter, client):
    theirs = Letter.objects.write(
        cast.kompas, label="Kompas", families=1, once=uuid4(), by=cast.bart
    )
    address = letter.get_absolute_url()
    for path in (LETTERS, address, f"{address}brieven.pdf"):
        answers = {}
        for name in ("fatima", "emre", "naima", "samira", "amal", "karin", "bart", "beheer"):
            client.force_login(getattr(cast, name))
            answers[name] = client.get(path).status_code
        assert {n for n, status in answers.items() if status == 200} == {"fatima", "emre", "naima"}
        assert {n for n, status in answers.items() if status == 404} == {"bart", "beheer"}
    client.force_login(cast.fatima)
    assert client.get(f"{LETTERS}{theirs.pk}/").status_code == 404
    assert client.post(f"{LETTERS}{theirs.pk}/trek-in/").status_code == 404
    assert theirs.codes().count() == 1


def test_its_codes_are_not_in_the_list_of_codes_for_everybody(cast, letter):
    poster = cast.lindeboom.invite(label="Hek", by=cast.fatima)
    assert list(cast.lindeboom.invitations.for_listing()) == [poster]


def test_who_is_let_go_takes_along_the_letters_they_wrote(cast, letter):
    cast.lindeboom.revoke(cast.naima, reason="Ruzie", by=cast.fatima)
    assert not letter.codes().exists()


@pytest.mark.parametrize("families", [1, MOST_FAMILIES])
def test_a_letter_costs_the_same_for_one_family_and_forty(
    cast, client, families, django_assert_num_queries
):
    letter = Letter.objects.write(
        cast.lindeboom, label="Groep 5b", families=families, once=uuid4(), by=cast.fatima
    )
    client.force_login(cast.fatima)
    with django_assert_num_queries(7):
        client.get(letter.get_absolute_url())
