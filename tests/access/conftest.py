"""The people of the access matrix, and how each of them knocks at a door."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from cms.portal import open_portal
from tests.factories import make_school, make_user

# In the order of the matrix; the writer is the member of A who wrote the post.
PEOPLE = (
    *("visitor", "stranger", "member_b", "member_a", "writer", "removed", "barred"),
    *("moderator", "contact", "editor_own", "editor_other", "operator"),
)


MEMBERS = {"member_a", "writer", "moderator", "contact"}


@pytest.fixture
def people(cast):
    """Every kind of person of the matrix; the editors are in no network."""
    own, other = make_user("redacteur"), make_user("redactrice")
    open_portal(cast.lindeboom.school, by=cast.beheer, editors=[own])
    open_portal(make_school("De Zeilschool", "99ZZ07"), by=cast.beheer, editors=[other])
    barred = make_user("koos")
    cast.lindeboom.memberships.create(user=barred)
    cast.lindeboom.revoke(barred, reason="Verkocht spullen.", by=cast.fatima, bar=True)
    return SimpleNamespace(
        visitor=AnonymousUser(),
        stranger=cast.ruud,
        member_b=cast.bart,
        member_a=cast.marieke,
        writer=cast.samira,
        removed=cast.joost,
        barred=barred,
        moderator=cast.fatima,
        contact=cast.naima,
        editor_own=own,
        editor_other=other,
        operator=cast.beheer,
    )


@pytest.fixture
def ask(client, people):
    """``ask(name, address)``: the answer somebody gets; with data it is sent."""

    def answer(name, address, **data):
        client.logout()
        if name != "visitor":
            client.force_login(getattr(people, name))
        return client.post(address, data) if data else client.get(address)

    return answer


def granted(answer):
    """Whether the door opened: a refusal is the sign-in page, a 403 or a 404."""
    if answer.status_code in (302, 303):
        return not answer.url.startswith("/account/")
    return answer.status_code == 200
