"""What a teacher finds first."""

import pytest
from django.urls import reverse

from cms.completeness import meter_for, parts_of
from cms.models import SchoolPage, Suggestion, ThemePage
from community.activity.models import Event
from forums.models import SchoolQuestion
from ouderkamer.models import Theme
from tests.factories import make_theme


@pytest.fixture
def desk(client, cast, schools):
    def see(person):
        client.force_login(person)
        return client.get("/cms/")

    return see


def test_four_buttons_and_what_waits(cast, schools, desk):
    facts = {"portal": schools.lindeboom, "network": cast.lindeboom, "by": cast.samira}
    Suggestion.objects.change(schools.lindeboom, {"phone": "020 765 43 21"}, **facts)
    asked = {"title": "Mag er een rek?", "text": "Voor fietsen.", "nameless": False}
    SchoolQuestion.objects.ask(cast.lindeboom, **asked, by=cast.samira)

    text = desk(cast.karin).text

    assert "Een thema" in text
    assert reverse("ouderkamer:gathering_new", args=[cast.lindeboom.slug]) in text
    assert "Een vraag beantwoorden (1)" in text
    assert "#panel-contacts" in text
    assert "1 ouder stuurde u iets" in text


def test_who_is_in_no_network_gets_the_buttons_that_work(cast, schools, desk):
    text = desk(cast.ruud).text

    assert "Een thema" in text
    assert "Vraag het netwerk eerst of u erin mag." in text
    assert "Er is nog geen netwerk dat iets vraagt." in text
    assert "stuurde u iets" not in text


def test_the_meter_is_for_who_edits_the_page(client, cast, names, schools):
    assert names(lambda person: meter_for(schools.lindeboom, person) is not None) == {
        "karin",
        "beheer",
    }
    client.force_login(cast.karin)
    assert "Alleen u ziet dit" in client.get("/scholen/de-lindeboom/").text
    client.force_login(cast.samira)
    assert "Alleen u ziet dit" not in client.get("/scholen/de-lindeboom/").text


def test_an_empty_page_says_what_to_make_first(schools):
    parts = parts_of(schools.lindeboom)

    assert {part.done for part in parts} == {False}
    assert len(parts) == 11


def test_every_part_is_done_by_what_it_asks_for(cast, schools):
    portal = schools.lindeboom
    portal.phone, portal.phone_hours = "020 111 22 33", "Elke dag"
    portal.promises, portal.expects = [("line", "Wij bellen.")], [("line", "U belt.")]
    step = {"title": "Bel Tahiri", "text": "Zij luistert.", "outside": True}
    portal.complaint = [("step", step)]
    for n in range(3):
        make_theme(portal, f"Thema {n}")

    done = {str(part.title) for part in parts_of(portal) if part.done}

    assert done == {
        "Telefoonnummer, en wanneer bellen",
        "Wat wij van elkaar verwachten",
        "Wat als een ouder het niet eens is?",
        "Drie thema’s",
    }


def wish(cast, backers):
    theme = Theme.objects.suggest(cast.lindeboom, "Lezen", by=cast.samira)
    for name in backers:
        theme.back(by=getattr(cast, name))
    return theme


def test_a_wish_that_enough_parents_have_is_offered_to_its_own_school(cast, schools):
    wanted = wish(cast, ["fatima", "emre", "naima", "marieke"])
    Theme.objects.suggest(cast.lindeboom, "Van een", by=cast.samira)

    def offered(person, portal):
        form = ThemePage.get_edit_handler().get_form_class()
        page = ThemePage(title="X")
        fields = form(instance=page, parent_page=portal, for_user=person).fields
        return list(fields["wish"].queryset)

    assert offered(cast.karin, schools.lindeboom) == [wanted]
    assert offered(cast.ruud, schools.kompas) == []
    assert offered(cast.bart, schools.lindeboom) == []


def test_who_asked_for_a_theme_hears_that_it_is_there_and_once(
    cast, names, schools, django_capture_on_commit_callbacks
):
    wanted = wish(cast, ["emre"])
    with django_capture_on_commit_callbacks(execute=True):
        theme = make_theme(schools.lindeboom, wish=wanted, live=False)
        theme.save_revision(user=cast.karin).publish()
        theme.save_revision(user=cast.karin).publish()

    def heard(person):
        if not person.is_authenticated:
            return False
        return person.notifications.filter(kind="cms.theme_published").exists()

    assert names(heard) == {"samira", "emre"}
    assert Event.objects.filter(verb="cms.theme_published").count() == 1


def test_a_theme_that_was_taken_away_is_in_no_notice(
    cast, schools, django_capture_on_commit_callbacks
):
    wanted = wish(cast, [])
    with django_capture_on_commit_callbacks(execute=True):
        theme = make_theme(schools.lindeboom, wish=wanted, live=False)
        theme.save_revision(user=cast.karin).publish()
        SchoolPage.objects.get(pk=schools.lindeboom.pk).get_children().get().specific.unpublish()

    assert not cast.samira.notifications.filter(kind="cms.theme_published").exists()
