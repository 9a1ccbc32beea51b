"""Who hears of it when people come and go."""

import pytest


@pytest.fixture
def told(cast, django_capture_on_commit_callbacks):
    """Do something, then say who heard what: ``{name: (kind, facts)}``."""

    def ask(deed):
        with django_capture_on_commit_callbacks(execute=True):
            deed()
        people = ["samira", "fatima", "emre", "naima", "marieke", "amal", "karin", "bart", "joost"]
        return {
            name: (notice.kind, notice.facts)
            for name in people
            for notice in getattr(cast, name).notifications.all()
        }

    return ask


def test_contact_parents_and_moderators_hear_who_joined(cast, told):
    cast.bart.introduce(first_name="Bart", languages=["nl", "tr"], shielded=False)
    heard = told(lambda: cast.lindeboom.admit(cast.bart, by=cast.bart))
    assert heard == dict.fromkeys(
        ("fatima", "emre", "naima"),
        ("networks.joined", {"name": "Bart", "languages": ["nl", "tr"]}),
    )
    assert cast.naima.notifications.get().words == (
        "Bart doet mee en spreekt Nederlands, Turks. Zeg hallo."
    )


def test_the_name_of_a_shielded_newcomer_is_never_told(cast, told):
    cast.bart.introduce(first_name="Bart", languages=["tr"], shielded=True)
    heard = told(lambda: cast.lindeboom.admit(cast.bart, by=cast.bart))
    assert heard == dict.fromkeys(
        ("fatima", "emre", "naima"), ("networks.joined", {"name": "", "languages": []})
    )
    assert "Bart" not in cast.fatima.notifications.get().words


def test_moderators_hear_that_somebody_left_and_not_who(cast, told):
    heard = told(lambda: cast.lindeboom.membership_of(cast.samira).end(by=cast.samira))
    assert heard == dict.fromkeys(("fatima", "emre"), ("networks.left", {"was_removed": False}))
    assert "Samira" not in cast.fatima.notifications.get().words


def test_a_notice_leads_to_the_people_of_the_network(cast, told):
    told(lambda: cast.lindeboom.admit(cast.bart, by=cast.bart))
    assert cast.naima.notifications.get().url == "/netwerk/de-lindeboom/mensen/"


def test_a_code_made_or_stopped_is_told_to_nobody(cast, told):
    def make_and_stop():
        cast.lindeboom.invite(label="Hek", by=cast.fatima).revoke(by=cast.fatima)

    assert told(make_and_stop) == {}
