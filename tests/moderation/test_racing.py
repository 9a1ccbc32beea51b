"""Many at one moment: one case, and one decision."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from community.moderation.models import Case
from tests.factories import make_forum, make_topic, make_user

READERS = 12


@pytest.fixture
def post(cast):
    return make_topic(make_forum(cast.lindeboom), cast.samira).posts.get()


def at_one_moment(*deeds):
    """Do each in a thread of its own; what went wrong in words."""
    together, refused = Barrier(len(deeds)), []

    def do(deed):
        together.wait()
        try:
            deed()
        except ValidationError as refusal:
            refused.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=do, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_twelve_who_report_it_make_one_case(cast, post):
    readers = [make_user(f"lezer{n}") for n in range(READERS)]

    refused = at_one_moment(
        *(
            lambda reader=reader: Case.objects.report(post, concern="child", by=reader)
            for reader in readers
        )
    )

    assert refused == []
    case = Case.objects.get()
    assert case.reports.count() == READERS
    assert [one.deed for one in case.choices.all()] == ["at_once"]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_one_decides(cast, post):
    case = Case.objects.report(post, concern="unkind", by=cast.naima)
    said = {"rule": "Aardig", "reason": "Hard."}

    refused = at_one_moment(
        lambda: case.choose("hide", **said, by=cast.fatima),
        lambda: Case.objects.get(pk=case.pk).choose("leave", **said, by=cast.emre),
    )

    assert refused == ["decided"]
    assert case.choices.filter(done_at__isnull=False).count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_heavy_choices_at_one_moment_are_two_pairs_of_eyes(cast, post):
    case = Case.objects.report(post, concern="unkind", by=cast.naima)
    said = {"rule": "Aardig", "reason": "Hard."}

    refused = at_one_moment(
        lambda: case.choose("rest", **said, by=cast.fatima),
        lambda: Case.objects.get(pk=case.pk).choose("rest", **said, by=cast.emre),
    )

    assert refused == []
    assert {one.by for one in case.choices.all()} == {cast.fatima, cast.emre}
    assert cast.lindeboom.membership_of(cast.samira).is_resting
