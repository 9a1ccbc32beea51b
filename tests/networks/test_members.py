"""The list of who is who, one's own line in it, and the welcome of a newcomer."""

from datetime import date

import pytest

from networks.models import Membership, Role, Term
from networks.views.members import PAGES
from tests.factories import make_forum, make_gathering, make_room, make_topic

PEOPLE = "/netwerk/de-lindeboom/mensen/"
FAMILIES = ("samira", "fatima", "emre", "naima", "marieke", "amal", "karin")
NOBODY = "Niemand gevonden met deze naam. Misschien is deze ouder afgeschermd."


@pytest.fixture
def look(cast, client):
    """The list as somebody of the cast sees it."""

    def fetch(name, **query):
        client.force_login(getattr(cast, name))
        return client.get(PEOPLE, query)

    return fetch


def found(answer):
    return [member.user.first_name for member in answer.context["page"]]


def test_a_first_name_is_found_by_its_beginning_in_any_case(look):
    assert found(look("fatima", naam="sam")) == ["Samira"]
    assert found(look("fatima", naam="MA")) == ["Marieke"]


def test_an_absent_a_shielded_and_a_foreign_name_are_answered_alike(look):
    pages = set()
    for name in ("Amal", "Bart", "Joost", "Xyzzy"):
        answer = look("fatima", naam=name)
        text = answer.content.decode().split("<main")[1].split("</main")[0]
        assert NOBODY in text
        lines = [line for line in text.splitlines() if "csrfmiddlewaretoken" not in line]
        pages.add("\n".join(lines).replace(name, "NAAM"))
    assert len(pages) == 1


def test_the_shielded_are_a_number_and_belong_here_just_as_much(look):
    text = look("samira").content.decode()
    assert "Zij horen er net zo goed bij" in text
    assert "Amal" not in text


def test_a_group_is_shown_only_where_somebody_chose_to(cast, look):
    assert "groep 5" not in look("emre").content.decode()
    cast.lindeboom.membership_of(cast.samira).present(shows_groups=True)
    assert "groep 5" in look("emre").content.decode()
    cast.samira.introduce(first_name="Samira", languages=[], shielded=True)
    assert "groep 5" not in look("emre").content.decode()


def test_a_contact_parent_says_when_and_may_always_be_called(cast, look):
    cast.naima.introduce(first_name="Naima", languages=["nl", "ar"], shielded=False)
    cast.lindeboom.membership_of(cast.naima).present(reachable="Elke ochtend bij het hek")
    text = look("samira").content.decode()
    said = ("Nederlands, Arabisch", "U mag altijd bellen", "Elke ochtend bij het hek")
    assert [words for words in said if words not in text] == []


def test_the_school_says_when_it_can_be_reached(cast, look):
    cast.lindeboom.membership_of(cast.karin).present(reachable="Maandag van 8.30 tot 12.00 uur")
    assert "Maandag van 8.30 tot 12.00 uur" in look("samira").content.decode()


def test_everybody_changes_their_own_line_and_only_what_is_theirs(cast, client):
    asked = {}
    for name in ("samira", "naima", "emre", "karin"):
        client.force_login(getattr(cast, name))
        asked[name] = set(client.get(PEOPLE).context["form"].fields)
        client.post(f"{PEOPLE}ik/", {"shows_groups": "on", "reachable": "Altijd"})
    assert asked == {
        "samira": {"shows_groups"},
        "naima": {"reachable"},
        "emre": {"shows_groups", "reachable"},
        "karin": {"reachable"},
    }
    kept = Membership.objects.filter(network=cast.lindeboom, ended_at=None)
    reachable = kept.filter(reachable="Altijd")
    assert {m.user.first_name for m in reachable} == {"Naima", "Emre", "Karin"}
    assert {m.user.first_name for m in kept.filter(shows_groups=True)} == {"Samira", "Emre"}


def test_hours_that_are_too_long_are_kept_and_named(cast, client):
    client.force_login(cast.naima)
    answer = client.post(f"{PEOPLE}ik/", {"reachable": "x" * 81})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"reachable"})


def test_the_list_says_nothing_of_when_somebody_was_here(cast, look):
    text = look("fatima").content.decode()
    assert [words for words in ("voorbeeld.test", "laatst gezien", "online") if words in text] == []


def test_sixty_pages_an_hour_and_then_a_friendly_stop(cast, look):
    for _ in range(60):
        PAGES.take(cast.samira.pk)
    assert look("samira").status_code == 429
    assert look("emre").status_code == 200


def test_the_welcome_names_the_agreements_and_one_first_thing(cast, client):
    client.force_login(cast.samira)
    page = client.get("/netwerk/de-lindeboom/welkom/")
    text = page.content.decode()
    assert [line for line in cast.lindeboom.rule_lines() if line not in text] == []
    assert page.context["step"] is None
    make_room(cast.lindeboom)
    step = client.get("/netwerk/de-lindeboom/welkom/").context["step"]
    assert step["heading"] == "Zeg hallo"
    gathering = make_gathering(cast.lindeboom)
    step = client.get("/netwerk/de-lindeboom/welkom/").context["step"]
    assert step["url"] == gathering.get_absolute_url()


def test_the_welcome_is_for_members(cast, client):
    client.force_login(cast.bart)
    assert client.get("/netwerk/de-lindeboom/welkom/").status_code == 404


def test_until_when_somebody_holds_a_task_stands_beside_it(cast, look):
    emre = cast.lindeboom.membership_of(cast.emre)
    Term.objects.take(Role.MODERATOR, of=emre, by=cast.emre, ends_on=date(2031, 7, 31))
    runners = look("samira").context["roster"].runners
    assert {m.user.first_name for m in runners if m.roles_until == date(2031, 7, 31)} == {"Emre"}
    assert "Tot 31 juli 2031" in look("samira").content.decode()


def test_a_moderator_lets_somebody_go_from_what_they_wrote(cast, client):
    """The only way to a shielded parent without a task: she stands in no list."""
    topic = make_topic(make_forum(cast.lindeboom), cast.amal)
    message = make_room(cast.lindeboom).say("Reclame", by=cast.amal)
    membership = cast.lindeboom.membership_of(cast.amal)
    address = f"/netwerk/de-lindeboom/mensen/{membership.pk}/stop/"
    places = (topic.get_absolute_url(), f"/netwerk/de-lindeboom/chat/bericht/{message.pk}/")
    offered = {}
    for name in ("fatima", "emre", "naima", "samira", "amal"):
        client.force_login(getattr(cast, name))
        offered[name] = [address in client.get(place).content.decode() for place in places]
    assert {name for name, links in offered.items() if all(links)} == {"fatima", "emre"}
    assert {name for name, links in offered.items() if any(links)} == {"fatima", "emre"}
    client.force_login(cast.fatima)
    assert "Amal" not in client.get(address).content.decode()
    client.post(address, {"reason": "Reclame", "bar": "no"})
    assert cast.lindeboom.membership_of(cast.amal) is None


def test_parents_of_one_group_are_those_who_show_it(cast, look):
    groups = {"samira": [5], "emre": [3, 5], "naima": [5], "marieke": [4]}
    for name, numbers in groups.items():
        shows = name != "naima"
        member = cast.lindeboom.memberships.filter(user=getattr(cast, name))
        member.update(groups=numbers, shows_groups=shows)
    cast.lindeboom.memberships.filter(user=cast.amal).update(groups=[5], shows_groups=True)
    listed = look("fatima", groep="5").context["page"]
    assert {member.user for member in listed} == {cast.samira, cast.emre}
    assert len(look("fatima", groep="9").context["page"]) == len(look("fatima").context["page"])
    assert "Niemand laat zien" in look("fatima", groep="8").content.decode()


def test_the_free_chair_is_taken_by_asking_and_the_moderators_hear_it_once(
    cast, client, look, django_capture_on_commit_callbacks
):
    offered = {name: "Ik wil wel meer weten" in look(name).content.decode() for name in FAMILIES}
    assert {name for name, is_offered in offered.items() if is_offered} == {
        *("samira", "naima", "marieke")
    }
    client.force_login(cast.samira)
    for _press in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"{PEOPLE}stoel/")
    for moderator in (cast.fatima, cast.emre):
        told = [n.words for n in moderator.notifications.filter(kind="networks.volunteered")]
        assert told == ["Samira wil meer weten over moderator zijn. Praat met elkaar."]
    assert not cast.naima.notifications.filter(kind="networks.volunteered").exists()


def test_with_three_moderators_no_chair_is_free(cast, look):
    cast.lindeboom.memberships.filter(user=cast.marieke).update(moderates=True)
    assert "Deze stoel is vrij" not in look("samira").content.decode()
