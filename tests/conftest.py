import os
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache

from tests import texts
from tests.factories import make_network, make_school, make_user

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop in the test's thread

# Everybody the access tests ask; ``visitor`` is not signed in.
EVERYBODY = (
    *("samira", "fatima", "emre", "naima", "marieke", "amal", "karin"),
    *("joost", "ruud", "beheer", "bart", "visitor"),
)
LINDEBOOM_PARENTS = {"samira", "fatima", "emre", "naima", "marieke", "amal"}
LINDEBOOM = LINDEBOOM_PARENTS | {"karin"}


@pytest.fixture(autouse=True)
def nothing_left_over():
    """Counters and caught messages of the test before."""
    cache.clear()
    texts.outbox.clear()


@pytest.fixture
def cast(db):
    """The people every test knows.

    De Lindeboom: samira (parent), fatima (started it, moderates), emre (moderates), naima
    (contact parent), marieke (parents' room), amal (shielded parent), karin (school).
    Elsewhere: bart (moderates Het Kompas), joost (left De Lindeboom), ruud (steering
    group), beheer (operator, superuser), visitor (not signed in).
    """
    people = {name: make_user(name) for name in EVERYBODY if name not in ("visitor", "beheer")}
    people["beheer"] = make_user("beheer", is_superuser=True, is_staff=True)
    people["amal"].shielded = True
    people["amal"].save()
    lindeboom = make_network("De Lindeboom", make_school(), by=people["fatima"])
    kompas = make_network("Het Kompas", make_school("Het Kompas", "99ZZ02"), by=people["bart"])
    add = lindeboom.memberships.create
    add(user=people["samira"], groups=[5])
    add(user=people["emre"], moderates=True, groups=[3, 6])
    add(user=people["naima"], calls=True)
    add(user=people["marieke"], hosts=True)
    add(user=people["amal"], groups=[4])
    add(user=people["karin"], kind="school")
    add(user=people["joost"]).end(by=people["joost"])
    return SimpleNamespace(lindeboom=lindeboom, kompas=kompas, visitor=AnonymousUser(), **people)


@pytest.fixture
def names(cast):
    """Turn a question about a person into the set of names it is true for."""

    def ask(question):
        return {name for name in EVERYBODY if question(getattr(cast, name))}

    return ask
