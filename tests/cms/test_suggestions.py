"""Parents say what could be better on the page of their school; somebody else puts it there."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse

from cms.models import NewsPage, SchoolPage, Suggestion
from tests.factories import make_theme

NEW = "020 765 43 21"


@pytest.fixture
def portal(schools):
    page = schools.lindeboom
    page.phone, page.intro = "020 111 22 33", "Welkom."
    page.save_revision().publish()
    return SchoolPage.objects.get(pk=page.pk)


@pytest.fixture
def suggested(cast, portal):
    facts = {"portal": portal, "network": cast.lindeboom, "by": cast.samira}
    return Suggestion.objects.change(portal, {"phone": NEW}, why="Dit nummer is oud.", **facts)


@pytest.fixture
def written(cast, portal):
    words = {"title": "Kerstmarkt", "intro": "Op 18 december.", "text": "Neem <b>taart</b> mee."}
    return Suggestion.objects.write(portal, network=cast.lindeboom, by=cast.samira, **words)


def phone(portal):
    return SchoolPage.objects.get(pk=portal.pk).phone


def test_a_parent_types_over_what_is_not_right(client, cast, portal):
    client.force_login(cast.samira)
    address = reverse("schools:suggest", args=["de-lindeboom"])
    assert 'value="020 111 22 33"' in client.get(address).text

    sent = {"intro": "Welkom.", "phone": NEW, "why": "Dit nummer is oud."}
    answer = client.post(address, sent, follow=True)

    assert "Dank u wel." in answer.text
    suggestion = Suggestion.objects.get()
    assert suggestion.changes == {"phone": ["020 111 22 33", NEW]}
    assert (suggestion.by, suggestion.network) == (cast.samira, cast.lindeboom)
    assert phone(portal) == "020 111 22 33"
    assert "wacht op de school" in client.get(address).text


def test_a_suggestion_without_a_change_comes_back_with_a_sentence(client, cast, portal):
    client.force_login(cast.samira)
    answer = client.post(
        reverse("schools:suggest", args=["de-lindeboom"]),
        {"intro": "Welkom.", "phone": "020 111 22 33", "why": "Zomaar"},
    )

    assert answer.status_code == 422
    assert "U heeft nog niets veranderd." in answer.text
    assert 'value="Zomaar"' in answer.text
    assert not Suggestion.objects.exists()


def test_parents_of_the_school_may_and_nobody_else(client, cast, names, portal):
    address = reverse("schools:suggest", args=["de-lindeboom"])

    def may(person):
        client.logout()
        if person.is_authenticated:
            client.force_login(person)
        return client.get(address).status_code == 200

    assert names(may) == {"samira", "fatima", "emre", "naima", "marieke", "amal"}


def test_five_wait_at_the_most(client, cast, portal):
    client.force_login(cast.samira)
    address = reverse("schools:suggest", args=["de-lindeboom"])
    for n in range(5):
        client.post(address, {"intro": f"Welkom {n}.", "phone": portal.phone})

    assert client.post(address, {"intro": "Nog een.", "phone": portal.phone}).status_code == 403
    assert Suggestion.objects.count() == 5


def test_it_is_a_revision_beside_the_draft_of_the_editors(cast, portal, suggested):
    revision = suggested.revision

    assert revision.as_object().phone == NEW
    assert revision.user == cast.samira
    assert SchoolPage.objects.get(pk=portal.pk).latest_revision_id != revision.pk


def test_what_is_accepted_stands_on_the_page_and_a_draft_of_an_editor_stays_one(
    cast, portal, suggested
):
    portal.intro = "Nog niet klaar"
    portal.save_revision(user=cast.karin)

    suggested.accept(by=cast.karin)

    page = SchoolPage.objects.get(pk=portal.pk)
    draft = page.get_latest_revision_as_object()
    assert (page.phone, page.intro) == (NEW, "Welkom.")
    assert (draft.phone, draft.intro) == (NEW, "Nog niet klaar")
    assert page.has_unpublished_changes


def test_what_is_refused_leaves_the_page_alone_and_tells_why(
    client, cast, portal, suggested, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        suggested.refuse("Dit is het nummer van de opvang.", by=cast.karin)

    assert phone(portal) == "020 111 22 33"
    notice = cast.samira.notifications.get()
    assert "Dit is het nummer van de opvang." in notice.words
    assert notice.url == portal.address


def test_what_the_page_no_longer_says_is_not_changed_blindly(cast, portal, suggested):
    portal.phone = "020 999 88 77"
    portal.save_revision().publish()

    with pytest.raises(ValidationError) as refusal:
        suggested.accept(by=cast.karin)

    assert refusal.value.code == "changed"
    assert phone(portal) == "020 999 88 77"


def test_nobody_judges_what_they_sent_themselves(cast, portal):
    cast.lindeboom.memberships.filter(user=cast.karin).update(kind="parent")
    facts = {"portal": portal, "network": cast.lindeboom, "by": cast.karin}
    own = Suggestion.objects.change(portal, {"phone": NEW}, **facts)

    with pytest.raises(PermissionDenied):
        own.accept(by=cast.karin)
    assert list(Suggestion.objects.to_judge(cast.karin)) == []


def test_it_is_seen_by_who_sent_it_and_by_who_edits_that_page(cast, names, suggested):
    def sees(person):
        return Suggestion.objects.visible_to(person).filter(pk=suggested.pk).exists()

    assert names(sees) == {"samira", "karin", "beheer"}


def test_the_editors_hear_of_it_and_find_it_waiting(
    client, cast, portal, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        facts = {"portal": portal, "network": cast.lindeboom, "by": cast.samira}
        Suggestion.objects.change(portal, {"phone": NEW}, why="Het oude is weg.", **facts)

    assert cast.karin.notifications.get().url == "/cms/binnen/"
    assert not cast.ruud.notifications.exists()
    client.force_login(cast.karin)
    page = client.get("/cms/binnen/").text
    assert NEW in page
    assert "Het oude is weg." in page
    client.force_login(cast.ruud)
    assert NEW not in client.get("/cms/binnen/").text


def test_an_editor_says_yes_or_no_with_a_word(client, cast, portal, suggested):
    client.force_login(cast.karin)
    address = reverse("cms_judge", args=["voorstel", suggested.pk])

    without = client.post(address, {"word": ""})
    assert without.status_code == 422
    assert "Schrijf waarom niet." in without.text

    client.post(address, {"says_yes": "on", "word": "Dank!"})
    assert phone(portal) == NEW
    assert client.post(address, {"word": "Toch niet"}).status_code == 404


def test_an_editor_of_another_school_cannot_judge_it(client, cast, portal, suggested):
    client.force_login(cast.ruud)
    address = reverse("cms_judge", args=["voorstel", suggested.pk])

    assert client.post(address, {"says_yes": "on"}).status_code == 404
    assert phone(portal) == "020 111 22 33"


def test_a_theme_takes_suggestions_too_but_only_below_its_own_school(client, cast, schools):
    theme = make_theme(schools.lindeboom)
    foreign = make_theme(schools.kompas)
    client.force_login(cast.samira)
    sent = {"intro": "Elf minuten is beter.", "teaser": "", "for_whom": ""}

    client.post(reverse("schools:suggest_page", args=["de-lindeboom", theme.pk]), sent)
    missed = client.post(reverse("schools:suggest_page", args=["de-lindeboom", foreign.pk]), sent)

    assert Suggestion.objects.get().changes == {
        "intro": ["Tien minuten is genoeg.", "Elf minuten is beter."]
    }
    assert missed.status_code == 404


def test_a_message_of_parents_waits_for_the_school_and_carries_no_name(client, cast, written):
    address = written.page.specific.address
    assert client.get(address).status_code == 404

    written.accept(by=cast.karin)

    text = client.get(address).text
    assert "Kerstmarkt" in text
    assert "Door ouders van de school" in text
    assert "Neem &lt;b&gt;taart&lt;/b&gt; mee." in text
    assert "Samira" not in text


def test_a_refused_message_is_gone_and_its_words_are_kept_for_who_wrote_it(cast, written):
    written.refuse("Dit stond er al.", by=cast.karin)

    written.refresh_from_db()
    assert not NewsPage.objects.exists()
    assert written.changes["text"][1] == "Neem <b>taart</b> mee."
    assert written.word == "Dit stond er al."


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_two_editors_at_once_put_it_on_the_page_once(cast, schools):
    portal = schools.lindeboom
    portal.editors().first().groups.get(name__startswith="School").user_set.add(cast.marieke)
    facts = {"portal": portal, "network": cast.lindeboom, "by": cast.samira}
    suggestion = Suggestion.objects.change(portal, {"phone": NEW}, **facts)
    start, said = Barrier(2), []

    def judge(person):
        start.wait()
        try:
            suggestion.accept(by=person)
            said.append("yes")
        except ValidationError as refusal:
            said.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=judge, args=[person]) for person in (cast.karin, cast.marieke)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) == ["decided", "yes"]
