"""The page on which tasks change hands, and the question as it is answered."""

import pytest

from networks.models import HandoverPoint, Role, Term

pytestmark = pytest.mark.django_db
START = "/netwerk/de-lindeboom/"
PAGE = f"{START}overdragen/"


@pytest.fixture
def go(cast, client):
    """``go("fatima", path)`` reads; with fields it sends them."""

    def send(name, path=PAGE, **fields):
        client.force_login(getattr(cast, name))
        return client.post(path, fields) if fields else client.get(path)

    return send


@pytest.fixture
def to(cast):
    return lambda name: cast.lindeboom.membership_of(getattr(cast, name)).pk


@pytest.fixture
def handing(cast, to):
    """Fatima asked Samira to moderate in her place."""
    samira, fatima = (cast.lindeboom.memberships.get(pk=to(name)) for name in ("samira", "fatima"))
    return Term.objects.offer("moderator", to=samira, by=cast.fatima, instead_of=fatima)


def test_only_parents_with_a_task_have_this_page(go):
    names = ("samira", "fatima", "emre", "naima", "marieke", "amal", "karin", "joost", "bart")
    statuses = {name: go(name).status_code for name in names}
    with_a_task = {name for name, status in statuses.items() if status == 200}
    assert with_a_task == {"fatima", "emre", "naima", "marieke"}
    assert {statuses[name] for name in ("samira", "amal", "karin")} == {403}
    assert {statuses[name] for name in ("joost", "bart")} == {404}


def test_a_moderator_asks_a_parent(cast, go, to):
    answer = go("fatima", f"{PAGE}vraag/", role="contact", to=to("samira"))

    assert answer.url == PAGE
    term = Term.objects.asked().get()
    assert (term.membership.user, term.role, term.offered_by) == (
        cast.samira,
        Role.CONTACT,
        cast.fatima,
    )
    assert term.instead_of is None
    assert "Samira" in go("emre").text


def test_pressed_twice_asks_once(go, to):
    for _press in (1, 2):
        go("fatima", f"{PAGE}vraag/", role="contact", to=to("samira"))
    assert Term.objects.asked().count() == 1


def test_who_does_not_moderate_hands_over_only_what_she_has(cast, go, to):
    assert dict(go("naima").context["form"].fields["role"].choices) == {"contact": "Contact-ouder"}
    refused = go("naima", f"{PAGE}vraag/", role="moderator", to=to("samira"))
    assert refused.status_code == 422
    assert not Term.objects.asked().exists()

    go("naima", f"{PAGE}vraag/", role="contact", to=to("samira"))
    assert Term.objects.asked().get().instead_of == cast.lindeboom.membership_of(cast.naima)


def test_nobody_is_asked_who_shows_no_name_or_is_elsewhere(cast, go, to):
    offered = {m.user for m in go("fatima").context["form"].fields["to"].queryset}
    assert offered == {cast.samira, cast.emre, cast.naima, cast.marieke, cast.karin}
    offered = {m.user for m in go("naima").context["form"].fields["to"].queryset}
    assert offered == {cast.samira, cast.fatima, cast.emre, cast.marieke}
    elsewhere = cast.kompas.membership_of(cast.bart).pk
    for pk in (to("amal"), to("karin"), elsewhere, 999_999, ""):
        assert go("fatima", f"{PAGE}vraag/", role="contact", to=pk).status_code == 422
    assert not Term.objects.asked().exists()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2020-01-01", "Kies een dag na vandaag."),
        ("morgen", "Kies een dag, bijvoorbeeld 1-12-2026."),
        ("", "Kies een dag, bijvoorbeeld 1-12-2026."),
    ],
)
def test_a_wrong_day_is_said_in_words(handing, go, day, sentence):
    handing.accept(by=handing.membership.user)
    page = go("fatima", f"{handing.get_absolute_url()}dag/", starts_on=day)

    assert page.status_code == 422
    assert page.context["day_form"].errors == {"starts_on": [sentence]}


def test_a_day_is_chosen_only_after_a_yes(cast, handing, go):
    path = f"{handing.get_absolute_url()}dag/"
    assert "Kan als Samira ja heeft gezegd." in go("fatima").text
    early = go("fatima", path, starts_on="2030-12-01")
    assert (early.status_code, early.context["day_form"].errors) == (
        422,
        {"__all__": ["Deze ouder heeft nog geen ja gezegd."]},
    )

    handing.accept(by=cast.samira)
    assert "Kan als Samira" not in go("fatima").text
    assert go("naima", path, starts_on="2030-12-01").status_code == 403
    assert go("fatima", path, starts_on="2030-12-01").url == PAGE
    assert "Draag over op 1 december" in go("fatima").text
    assert cast.lindeboom.membership_of(cast.fatima).moderates


def test_four_stops_show_how_far_it_is(cast, handing, go):
    def stops():
        return [stop.state for stop in go("fatima").context["stops"]]

    assert [stop.state for stop in go("emre").context["stops"]] == ["current", *["to-come"] * 3]
    assert stops() == ["done", "current", "to-come", "to-come"]
    HandoverPoint.objects.lay_out(cast.lindeboom)
    handing.accept(by=cast.samira)
    assert stops() == ["done", "done", "current", "to-come"]
    HandoverPoint.objects.update(done_at="2026-11-01T00:00Z")
    assert stops() == ["done", "done", "done", "current"]


def test_who_does_something_already_is_shown_first_and_the_others_in_a_list(cast, go, to):
    Term.objects.take("contact", of=cast.lindeboom.membership_of(cast.naima), by=cast.fatima)
    widget = go("fatima").context["form"]["to"].field.widget
    assert widget.near == {str(to("fatima")): "Moderator", str(to("naima")): "Contact-ouder"}
    field = f"{PAGE}vraag/"
    refused = go("fatima", field, role="workgroup", to="else", **{"to-else": ""})
    assert refused.context["form"].errors == {"to": ["Kies een ouder."]}
    go("fatima", field, role="workgroup", to="else", **{"to-else": to("samira")})
    assert Term.objects.asked().get().membership.user == cast.samira


def test_the_question_is_read_and_answered_by_who_was_asked(cast, go, to):
    go("fatima", f"{PAGE}vraag/", role="moderator", to=to("samira"))
    url = Term.objects.asked().get().get_absolute_url()

    page = go("samira", url).text
    assert "Fatima vraagt of u dit wilt worden: moderator." in page
    assert go("emre", url).url == PAGE
    assert go("emre", f"{url}ja/", x=1).status_code == 403
    for name in ("amal", "karin", "bart"):
        assert go(name, url).status_code == 404
    assert go("samira", f"{url}ja/", x=1).status_code == 302
    assert cast.lindeboom.membership_of(cast.samira).moderates
    assert go("samira", f"{url}nee/", x=1).status_code == 403


def test_the_only_moderator_reads_two_ways_out(cast, go):
    cast.lindeboom.membership_of(cast.emre).end(by=cast.emre)
    page = go("fatima").text

    assert "U bent de enige moderator" in page
    assert 'href="#ask"' in page
    assert "Stop met deze taak" not in page
    mine = Term.objects.held().get(membership__user=cast.fatima).get_absolute_url()
    assert go("fatima", f"{mine}stop/", x=1).status_code == 403


def test_the_list_is_made_once_and_ticked_together(cast, go, to):
    for _press in (1, 2):
        go("fatima", f"{PAGE}lijst/", x=1)
    points = list(HandoverPoint.objects.filter(network=cast.lindeboom))
    assert len(points) == 7
    assert points[2].text == "Open vragen en beloften"

    go("fatima", f"{PAGE}vraag/", role="moderator", to=to("samira"))
    first = f"{PAGE}lijst/{points[0].pk}/"
    assert "/taak/" in go("samira", first, done="1").url
    points[0].refresh_from_db()
    assert points[0].done_by == cast.samira
    assert go("emre", first, undo="1").url == f"{PAGE}#points"
    points[0].refresh_from_db()
    assert not points[0].is_done
    for name in ("amal", "karin", "bart"):
        assert go(name, first, done="1").status_code == 404


def test_a_silence_is_asked_about_and_answered(cast, go):
    silence = cast.lindeboom.silences.create(since="2026-10-01T00:00Z", circle=1)
    assert "Is het nog leuk?" in go("emre").text

    go("emre", f"{START}stilte/rust/", x=1)
    silence.refresh_from_db()
    assert silence.rests_until is not None
    go("emre", f"{START}stilte/ga-door/", x=1)
    silence.refresh_from_db()
    assert silence.ended_at is not None
    assert go("emre", f"{START}stilte/ga-door/", x=1).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_task_and_three(
    cast, go, to, number, django_assert_num_queries
):
    for name in ("samira", "marieke", "naima")[:number]:
        person = getattr(cast, name)
        membership = cast.lindeboom.membership_of(person)
        Term.objects.take("moderator", of=membership, by=cast.fatima)
    go("fatima")
    with django_assert_num_queries(20):
        go("fatima")
