"""Help with writing: it marks, explains and lets the writer decide."""

import pytest
from django.urls import reverse

from cms.plain_words import jargon, level_of, look_at, sentences

LONG = "Wij " + "willen graag " * 11 + "praten."


def kinds(text):
    return [finding.kind for finding in look_at(text).findings]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Kom om 8.45 uur. Neem thee mee!", 2),
        ("Kop zonder punt\nEen zin.", 2),
        ("Wie komt? Iedereen…", 2),
        ("", 0),
        ("... !!!", 0),
    ],
)
def test_a_text_falls_apart_into_sentences(text, number):
    assert len(sentences(text)) == number


def test_a_sentence_of_more_than_twenty_words_is_marked_with_its_number():
    finding = look_at(LONG).findings[0]

    assert finding.kind == "long"
    assert "24 woorden" in finding.tip


def test_twenty_words_are_not_too_many():
    assert kinds("een " * 20 + ".") == []


@pytest.mark.parametrize(
    ("text", "is_passive"),
    [
        ("U wordt gebeld en de afspraak wordt bevestigd.", True),
        ("De formulieren worden verstuurd. U wordt gebeld door de juf.", True),
        ("U wordt gebeld. Wij wachten. De brief wordt verstuurd.", False),
        ("U wordt gebeld door de juf.", False),
        ("Wij bellen u en wij schrijven u.", False),
        ("Het wordt koud. Wat wordt het thema?", False),
    ],
)
def test_passives_in_a_row_are_marked_and_one_alone_is_not(text, is_passive):
    assert ("passive" in kinds(text)) == is_passive


def test_a_chain_is_marked_once_as_a_whole():
    chain = "De brief wordt verstuurd. U wordt gebeld. Het wordt besproken."

    found = look_at(f"Kom langs. {chain} Tot dan.").findings

    assert [(one.kind, one.words) for one in found if one.kind == "passive"] == [("passive", chain)]


def test_a_hard_word_gets_plain_words_beside_it():
    finding = look_at("Het protocol is tevens nieuw.").findings

    assert {(one.words, one.kind) for one in finding} == {
        ("protocol", "jargon"),
        ("tevens", "jargon"),
    }
    assert any("ook" in one.tip for one in finding)


def test_a_part_of_a_word_is_not_that_word():
    assert "reeds" in jargon()
    assert kinds("De breedste plank.") == []


def test_the_level_rises_with_long_words_and_long_sentences():
    plain = sentences("Kom om tien uur. Er is thee. Neem uw kind mee.")
    hard = sentences(
        "De ouderbetrokkenheid wordt middels evaluatie van communicatieve "
        "ontwikkelingsperspectieven gefaciliteerd en geoptimaliseerd."
    )

    assert level_of(plain) == "A2"
    assert level_of(hard) == "C1"
    assert level_of([]) == ""


def test_what_when_where_what_to_bring_and_what_it_costs_are_pulled_out():
    facts = look_at(
        "Koffieochtend over lezen. Maandag 23 november, 8.45 uur in de ouderkamer. "
        "Neem een boek mee. Het is gratis."
    ).facts

    assert facts["what"] == ["Koffieochtend over lezen"]
    assert facts["when"][0].lower().startswith("maandag 23 november")
    assert "in de ouderkamer" in facts["where"]
    assert facts["bring"] == ["Neem een boek mee"]
    assert facts["cost"] == ["gratis"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Kom naar de ouderavond voor groep 8.", ["ouderavond voor groep 8"]),
        ("Er is een cursus. De inloop is om 9 uur.", ["cursus", "inloop"]),
        ("Maandagochtend en vanavond zijn wij open.", []),
        ("Wij lezen tien minuten.", []),
    ],
)
def test_what_it_is_about_and_no_part_of_a_day(text, what):
    assert look_at(text).facts.get("what", []) == what


def test_a_text_of_one_endless_word_is_looked_at_quickly():
    assert look_at("a" * 20_000).level != ""


def test_editors_are_helped_and_nobody_else(client, cast, names, schools):
    def helped(person):
        client.logout()
        if person.is_authenticated:
            client.force_login(person)
        return client.post(reverse("cms_advice"), {"text": LONG}).status_code == 200

    assert names(helped) == {"karin", "ruud", "beheer"}


def test_the_help_answers_with_facts_and_no_html(client, cast, schools):
    client.force_login(cast.karin)

    answer = client.post(reverse("cms_advice"), {"text": LONG}).json()

    assert answer["findings"][0]["kind"] == "long"
    assert set(answer) == {"level", "findings", "facts"}
