"""What a post said before it was changed: read by all, hidden by moderators."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from community.moderation.compare import Part, changes
from forums.models import Version


@pytest.fixture
def later():
    """``later(6)``: as many minutes from now."""
    return lambda minutes: time_machine.travel(timezone.now() + timedelta(minutes=minutes))


@pytest.fixture
def changed(cast, topic, later):
    """Samira said it twice better, after six minutes and after twelve."""
    post = topic.posts.get()
    for minutes, text in ((6, "Bel 0612345678 graag."), (12, "Wie helpt mij graag?")):
        with later(minutes):
            post.edit(text, by=cast.samira)
    return post


def test_words_that_went_and_came_are_told_apart():
    assert changes("Maat 128 graag.", "Maat 134 graag.") == [
        Part("same", "Maat "),
        Part("gone", "128 "),
        Part("new", "134 "),
        Part("same", "graag."),
    ]
    assert changes("", "Nieuw") == [Part("new", "Nieuw")]
    assert changes("Zo", "Zo") == [Part("same", "Zo")]


@pytest.mark.parametrize("text", ["a " * 2500, "".join(f"w{n} " for n in range(800)), "x" * 5000])
def test_every_text_can_be_put_together_again(text):
    after = text[::-1]
    parts = changes(text, after)
    assert "".join(part.text for part in parts if part.kind != "new") == text
    assert "".join(part.text for part in parts if part.kind != "gone") == after


def test_an_edit_within_five_minutes_is_part_of_writing(cast, topic, later):
    post = topic.posts.get()
    with later(4):
        post.edit("Maat 134 graag.", by=cast.samira)
    assert not Version.objects.exists()
    with later(10):
        post.edit("Maat 140 graag.", title="Wie heeft een jas?", by=cast.samira)
    assert Version.objects.values_list("title", "text").get() == (
        "Wie heeft een winterjas?",
        "Maat 134 graag.",
    )


def test_who_reads_the_post_reads_what_stood_there(cast, changed, visit, names):
    def reads(who):
        if not who.is_authenticated:
            return False
        return visit(who, changed.versions_url).status_code == 200

    assert names(reads) == {"samira", "fatima", "emre", "naima", "marieke", "amal"}
    page = visit(cast.naima, changed.versions_url).text
    assert page.count("<del>") == 2
    assert "0612345678" in page


def test_a_hidden_version_is_gone_from_both_its_neighbours_too(cast, changed, post, visit):
    hidden = changed.versions.get(text__contains="0612345678")
    hide = reverse("forums:hide_version", args=[cast.lindeboom.slug, changed.pk, hidden.pk])
    assert post(cast.samira, hide).status_code == 403
    assert post(cast.fatima, hide).url == changed.versions_url
    assert "0612345678" not in visit(cast.naima, changed.versions_url).text
    assert "0612345678" in visit(cast.emre, changed.versions_url).text


def test_of_a_hidden_or_taken_back_post_nobody_else_reads_versions(cast, changed, visit):
    changed.hide("Een telefoonnummer.", by=cast.fatima)
    assert visit(cast.naima, changed.versions_url).status_code == 403
    assert visit(cast.fatima, changed.versions_url).status_code == 200


def test_what_was_typed_as_html_stays_text(cast, topic, later, visit):
    post = topic.posts.get()
    with later(6):
        post.edit("<script>alert(1)</script>", by=cast.samira)
    assert "<script>alert" not in visit(cast.naima, post.versions_url).text
