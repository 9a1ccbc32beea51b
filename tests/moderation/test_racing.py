"""Many at one moment: one case, and one decision."""

from functools import partial

import pytest

from community.moderation.models import Case
from tests.factories import make_forum, make_topic, make_user
from tests.racing import at_one_moment

READERS = 12


@pytest.fixture
def post(cast):
    return make_topic(make_forum(cast.lindeboom), cast.samira).posts.get()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_twelve_who_report_it_make_one_case(cast, post):
    readers = [make_user(f"lezer{n}") for n in range(READERS)]

    cases = at_one_moment(
        *(partial(Case.objects.report, post, concern="child", by=reader) for reader in readers)
    )

    case = Case.objects.get()
    assert cases == [case] * READERS
    assert case.reports.count() == READERS
    assert [one.deed for one in case.choices.all()] == ["at_once"]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_one_decides(cast, post):
    case = Case.objects.report(post, concern="unkind", by=cast.naima)
    said = {"rule": "Aardig", "reason": "Hard."}

    results = at_one_moment(
        partial(case.choose, "hide", **said, by=cast.fatima),
        partial(Case.objects.get(pk=case.pk).choose, "leave", **said, by=cast.emre),
    )

    assert sorted(results, key=str) == [True, "decided"]
    assert case.choices.filter(done_at__isnull=False).count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_heavy_choices_at_one_moment_are_two_pairs_of_eyes(cast, post):
    case = Case.objects.report(post, concern="unkind", by=cast.naima)
    said = {"rule": "Aardig", "reason": "Hard."}

    results = at_one_moment(
        partial(case.choose, "rest", **said, by=cast.fatima),
        partial(Case.objects.get(pk=case.pk).choose, "rest", **said, by=cast.emre),
    )

    assert sorted(results) == [False, True]
    assert {one.by for one in case.choices.all()} == {cast.fatima, cast.emre}
    assert cast.lindeboom.membership_of(cast.samira).is_resting
