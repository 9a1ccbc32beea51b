"""What the operator has to look at: counts and schools, and nothing that anybody said."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.moderation.models import Case
from forums.models import SchoolQuestion
from tests.factories import make_forum, make_network, make_school, make_topic

SECRET = "Mijn man is ziek"


@pytest.fixture
def page(client, cast):
    def look():
        client.force_login(cast.beheer)
        return client.get("/beheer/")

    return look


def test_it_is_the_operators_and_for_everybody_else_it_is_not_there(client, cast, names):
    def opens(person):
        client.logout()
        if person.is_authenticated:
            client.force_login(person)
        return client.get("/beheer/").status_code == 200

    assert names(opens) == {"beheer"}


def test_networks_without_a_moderator_come_first_and_then_those_with_one(cast, page):
    lonely = make_network("Het Wilgje", make_school("Het Wilgje", "99ZZ05"), by=cast.samira)
    lonely.memberships.update(moderates=False)

    facts = page().context

    assert [network.name for network in facts["alone"]] == ["Het Wilgje"]
    assert [network.name for network in facts["with_one"]] == ["Het Kompas"]


def test_reports_and_questions_that_wait_are_counted_and_not_told(cast, page):
    posts = make_topic(make_forum(cast.lindeboom), cast.samira, text=SECRET).posts.get()
    Case.objects.report(posts, concern="unkind", words=SECRET, by=cast.naima)
    asked = {"title": SECRET, "text": SECRET, "nameless": False}
    SchoolQuestion.objects.ask(cast.lindeboom, **asked, by=cast.samira)
    assert (list(page().context["cases"]), list(page().context["questions"])) == ([], [])

    Case.objects.update(opened_at=timezone.now() - timedelta(days=3))
    SchoolQuestion.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    answer = page()

    assert [(row["name"], row["n"]) for row in answer.context["cases"]] == [("De Lindeboom", 1)]
    assert [(row["name"], row["n"]) for row in answer.context["questions"]] == [
        ("De Lindeboom", 1),
    ]
    for said in (SECRET, "Samira", "Naima"):
        assert said not in answer.text


def test_a_quiet_day_says_so(cast, page):
    cast.kompas.memberships.create(user=cast.ruud, moderates=True)

    assert "Er is vandaag niets te doen." in page().text
