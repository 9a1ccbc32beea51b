"""One case for one message, the lightest step first, and two pairs of eyes where it is heavy."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from community.access import can
from community.accounts.closing import close
from community.moderation.models import Case, Report, State
from community.moderation.tasks import say_what_waits
from tests.factories import make_forum, make_room, make_topic

RULE = "Wij praten vriendelijk met elkaar."


@pytest.fixture
def post(cast):
    """Samira wrote it; Fatima and Emre moderate."""
    topic = make_topic(make_forum(cast.lindeboom), cast.fatima)
    return topic.reply("Ouders die nooit komen, moeten niet klagen.", by=cast.samira)


@pytest.fixture
def case(cast, post):
    return Case.objects.report(post, concern="unkind", by=cast.naima)


def choose(case, deed, by, **facts):
    said = {"rule": RULE, "reason": "Dit is hard voor wie werkt.", **facts}
    return case.choose(deed, **said, by=by)


def fresh(row):
    row.refresh_from_db()
    return row


def test_a_message_has_one_case_however_many_report_it(cast, post, case):
    again = Case.objects.report(post, concern="advert", by=cast.marieke)
    twice = Case.objects.report(post, concern="advert", by=cast.naima)

    assert {again.pk, twice.pk} == {case.pk}
    assert sorted(one.by.first_name for one in Report.objects.all()) == ["Marieke", "Naima"]


def test_it_keeps_the_text_as_it_was_then(cast, post, case):
    post.edit("Kom ook eens. Sorry, ik was boos.", by=cast.samira)

    assert fresh(case).words == "Ouders die nooit komen, moeten niet klagen."


def test_a_name_or_photo_of_a_child_is_hidden_at_once(cast, post):
    case = Case.objects.report(post, concern="child", by=cast.naima)

    assert case.hidden_at_once
    assert fresh(post).is_hidden
    assert post.hidden_by is None


def test_nothing_else_is_hidden_by_a_report(post, case):
    assert not fresh(post).is_hidden


def test_moderators_see_it_and_nobody_else(cast, names, case):
    def sees(person):
        return Case.objects.visible_to(person).filter(pk=case.pk).exists()

    assert names(sees) == {"fatima", "emre"}


def test_what_is_about_a_moderators_own_words_never_reaches_that_moderator(cast, names):
    topic = make_topic(make_forum(cast.lindeboom), cast.emre, nameless=True)
    case = Case.objects.report(topic.posts.get(), concern="unkind", by=cast.naima)

    def sees(person):
        return Case.objects.visible_to(person).filter(pk=case.pk).exists()

    assert names(sees) == {"fatima"}
    assert names(lambda person: can(person, "moderation.decide", case)) == {"fatima"}


def test_who_reported_it_does_not_decide_while_another_can(cast, names, post):
    case = Case.objects.report(post, concern="unkind", by=cast.emre)
    assert names(lambda person: can(person, "moderation.decide", case)) == {"fatima"}

    cast.lindeboom.memberships.filter(user=cast.fatima).update(moderates=False)
    assert names(lambda person: can(person, "moderation.decide", case)) == {"emre"}


@pytest.mark.parametrize(
    ("deed", "state", "hidden"),
    [
        ("leave", State.REJECTED, False),
        ("talk", State.TALKS, False),
        ("hide", State.DECIDED, True),
    ],
)
def test_a_light_step_happens_at_once(cast, post, case, deed, state, hidden):
    assert choose(case, deed, cast.emre)

    assert fresh(case).state == state
    assert fresh(post).is_hidden == hidden
    assert case.decision.rule == RULE


def test_what_was_hidden_at_once_comes_back_when_it_may_stay(cast, post):
    case = Case.objects.report(post, concern="child", by=cast.naima)

    choose(case, "leave", cast.emre)

    assert not fresh(post).is_hidden


def test_a_talk_about_a_name_of_a_child_does_not_show_it_again(cast, post):
    case = Case.objects.report(post, concern="child", by=cast.naima)

    choose(case, "talk", cast.emre)

    assert (fresh(case).state, fresh(post).is_hidden) == (State.TALKS, True)


def test_rest_takes_two_and_both_choices_stand_in_the_log(cast, post, case):
    assert not choose(case, "rest", cast.emre)
    assert not fresh(post).is_hidden
    assert choose(case, "rest", cast.fatima)

    samira = cast.lindeboom.membership_of(cast.samira)
    assert samira.is_resting
    assert fresh(post).is_hidden
    assert [(one.by, one.deed) for one in case.choices.all()] == [
        (cast.emre, "rest"),
        (cast.fatima, "rest"),
    ]


def test_when_two_differ_the_lighter_step_happens(cast, post, case):
    choose(case, "rest", cast.emre)
    choose(case, "talk", cast.fatima)

    assert fresh(case).state == State.TALKS
    assert not cast.lindeboom.membership_of(cast.samira).is_resting
    assert [(one.deed, one.done_at is not None) for one in case.choices.all()] == [
        ("rest", False),
        ("talk", True),
    ]


def test_one_moderator_choosing_twice_is_not_two(cast, post, case):
    choose(case, "rest", cast.emre)
    assert not choose(case, "hide", cast.emre)

    assert not fresh(post).is_hidden


def test_taking_away_criticism_of_the_school_takes_two(cast, post, case):
    assert not choose(case, "hide", cast.emre, on_school=True)
    assert not fresh(post).is_hidden

    choose(case, "hide", cast.fatima, on_school=True)
    assert fresh(post).is_hidden


def test_who_asked_for_a_second_moderator_does_not_decide_alone(cast, post, case):
    case.ask_second(by=cast.emre)

    assert not choose(fresh(case), "hide", cast.emre)
    assert choose(fresh(case), "hide", cast.fatima)


def test_who_is_alone_takes_a_lighter_step(cast, post, case):
    cast.lindeboom.memberships.filter(user=cast.fatima).update(moderates=False)

    with pytest.raises(ValidationError) as refusal:
        choose(case, "rest", cast.emre)
    assert refusal.value.code == "alone"
    assert choose(case, "hide", cast.emre)


def test_of_two_who_decide_at_one_moment_the_later_hears_it(cast, case):
    stale = Case.objects.get(pk=case.pk)
    choose(case, "leave", cast.emre)

    with pytest.raises(ValidationError) as refusal:
        choose(stale, "hide", cast.fatima)
    assert refusal.value.code == "decided"


def test_a_new_report_opens_it_again_with_the_text_of_now(cast, post, case):
    choose(case, "leave", cast.emre)
    post.edit("Nu staat hier iets anders.", by=cast.samira)

    Case.objects.report(post, concern="unkind", by=cast.marieke)

    assert (fresh(case).state, case.words) == (State.OPEN, "Nu staat hier iets anders.")


def test_the_writer_asks_once_for_another_moderator(cast, names, case):
    choose(case, "hide", cast.emre)
    case.ask_again(by=cast.samira)

    assert names(lambda person: can(person, "moderation.decide", fresh(case))) == {"fatima"}
    choose(case, "hide", cast.fatima)
    with pytest.raises(ValidationError):
        case.ask_again(by=cast.samira)


@time_machine.travel(timezone.localtime().replace(hour=12))  # at night no chat is open
def test_who_rests_reads_and_does_not_write_and_it_ends_by_itself(cast, post):
    room = make_room(cast.lindeboom)
    samira = cast.lindeboom.memberships.filter(user=cast.samira)
    samira.update(rests_until=timezone.now() + timedelta(days=7))

    def writes():
        topic = type(post.topic).objects.get(pk=post.topic_id)
        cast.lindeboom.recognition = "recognised"
        rules = {
            "forums.ask_school": cast.lindeboom,
            "forums.reply": topic,
            "forums.start_topic": cast.lindeboom,
            "forums.edit": post,
        }
        may = {name for name, thing in rules.items() if can(cast.samira, name, thing)}
        refused = room.refusal(cast.lindeboom.membership_of(cast.samira))
        return may | ({"chat"} if not refused else set())

    assert writes() == set()
    assert can(cast.samira, "forums.take_back", post)
    samira.update(rests_until=timezone.now() - timedelta(seconds=1))
    assert writes() == {
        "forums.ask_school",
        "forums.reply",
        "forums.start_topic",
        "forums.edit",
        "chat",
    }


def test_a_message_of_the_chat_is_reported_too(cast):
    message = make_room(cast.lindeboom).say("Ik geef bijles voor 35 euro.", by=cast.samira)
    case = Case.objects.report(message, concern="advert", by=cast.naima)

    choose(case, "hide", cast.emre)

    assert fresh(message).is_hidden


def told(person):
    return {one.kind: one.words for one in person.notifications.all()}


def test_the_writer_hears_what_was_decided_and_why_and_by_nobody(
    cast, case, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        choose(case, "hide", cast.emre)

    words = told(cast.samira)["moderation.settled"]
    assert "Dit is hard voor wie werkt." in words
    assert "Emre" not in words
    assert "forums.post_hidden" not in told(cast.samira)


def test_moderators_hear_of_a_report_without_hearing_of_whom(
    cast, post, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        Case.objects.report(post, concern="unkind", by=cast.naima)

    for moderator in (cast.fatima, cast.emre):
        assert "Naima" not in told(moderator)["moderation.reported"]
    for other in (cast.samira, cast.naima, cast.karin):
        assert "moderation.reported" not in told(other)


def test_what_waits_for_two_days_is_said_again(cast, case, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        say_what_waits()
    assert "moderation.waits" not in told(cast.emre)

    Case.objects.update(opened_at=timezone.now() - timedelta(days=3))
    with django_capture_on_commit_callbacks(execute=True):
        say_what_waits()
    assert "moderation.waits" in told(cast.emre)
    assert fresh(case).is_late


def test_a_talk_with_the_writer_may_take_its_time(cast, case):
    choose(case, "talk", cast.emre)
    Case.objects.update(opened_at=timezone.now() - timedelta(days=3))

    assert not Case.objects.late().exists()


def test_others_in_a_chat_read_the_agreement_and_not_the_reason(cast):
    message = make_room(cast.lindeboom).say("Wie niet komt, moet niet zeuren.", by=cast.samira)
    case = Case.objects.report(message, concern="unkind", by=cast.naima)

    choose(case, "hide", cast.emre)

    assert fresh(message).hidden_reason == RULE


def test_who_closes_the_account_takes_their_reports_along(cast, case):
    close(cast.naima)

    assert not Report.objects.exists()
    assert Case.objects.get() == case
