import pytest

from networks.outreach.models import CallRound, Family

NUMBER = "+31612345678"
SCRIPT = "Hallo, ik ben ook ouder.\nHeeft u even tijd?\nMaandag is er koffie."


def make_family(network, name="Hafida", number=NUMBER, *, by, **facts):
    return Family.objects.enter(network, name=name, number=number, by=by, **facts)


@pytest.fixture
def hafida(cast):
    return make_family(cast.lindeboom, by=cast.naima, language="ar", groups=[2, 5])


@pytest.fixture
def call_round(cast, hafida):
    return CallRound.objects.begin(
        cast.lindeboom, goal="Welkom op school", script=SCRIPT, by=cast.naima
    )
