"""A question for the school: who asks, who answers, and the clock both sides see (J15)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from community.activity.models import Event
from community.schedule.chores import CHORES
from forums.clock import Clock
from forums.models import Forum, Heard, Post, SchoolDesk, SchoolQuestion
from networks.holidays import school_day_after, school_days_between
from networks.models import Network
from tests.factories import make_topic, make_user

pytestmark = pytest.mark.django_db
WEDNESDAY = "2026-12-09T10:00+01:00"  # Christmas holidays: 19 December to 3 January
RACK = {"title": "Mag er een fietsenrek?", "text": "De stoep is te vol."}


@pytest.fixture
def lindeboom(cast):
    Network.objects.filter(pk=cast.lindeboom.pk).update(recognition="recognised")
    cast.lindeboom.refresh_from_db()
    return cast.lindeboom


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """Do something and let its notices leave."""

    def go(deed):
        with django_capture_on_commit_callbacks(execute=True):
            return deed()

    return go


@pytest.fixture
def asked(cast, lindeboom, sent):
    """Naima asks without her name on Wednesday 9 December; Samira recognises it."""
    with time_machine.travel(WEDNESDAY):
        ask = lambda: SchoolQuestion.objects.ask(lindeboom, **RACK, nameless=True, by=cast.naima)  # noqa: E731
        question = sent(ask)
    question.asked.react("same", by=cast.samira)
    return question


@pytest.fixture
def stand():
    """``stand(question)``: the states of its four stops, and by how many days it is late."""

    def look(question):
        question.refresh_from_db()
        clock = Clock(question, SchoolDesk.objects.of(question.network))
        return [stop.state for stop in clock.stops], clock.late_by

    return look


def kinds(person):
    found = person.notifications.order_by("pk").values_list("kind", flat=True)
    return [kind for kind in found if kind.startswith("forums.school")]


def at(question, name):
    topic = question.topic
    return reverse(f"forums:{name}", args=[topic.network.slug, topic.pk, topic.slug])


@pytest.mark.parametrize(
    ("day", "number", "then"),
    [
        (date(2026, 12, 9), 5, date(2026, 12, 16)),
        (date(2026, 12, 11), 1, date(2026, 12, 14)),
        (date(2026, 12, 17), 2, date(2027, 1, 4)),
        (date(2026, 12, 9), 0, date(2026, 12, 9)),
    ],
)
def test_weekends_and_holidays_do_not_count(day, number, then):
    assert school_day_after(day, number) == then
    assert school_days_between(day, then) == number


def test_the_school_hears_it_and_nobody_reads_a_name(cast, asked, visit):
    assert asked.due_on == date(2026, 12, 16)
    assert (kinds(cast.karin), kinds(cast.naima)) == (["forums.school_asked"], [])
    for reader in (cast.karin, cast.samira, cast.fatima):
        for address in (asked.get_absolute_url(), questions_of(cast.lindeboom)):
            page = visit(reader, address).text
            assert "Mag er een fietsenrek?" in page
            assert "Naima" not in page.split("<main", 1)[1].split("<aside", 1)[0]
    assert visit(cast.bart, asked.get_absolute_url()).status_code == 404


def questions_of(network):
    return reverse("forums:school_questions", args=[network.slug])


def test_read_answered_and_decided_are_four_stops(cast, asked, stand, sent):
    with time_machine.travel("2026-12-10T10:00+01:00"):
        assert stand(asked) == (["done", "current", "to-come", "to-come"], 0)
        sent(lambda: asked.read(by=cast.karin))
        assert stand(asked) == (["done", "done", "current", "to-come"], 0)
        promise = {"outcome": "more", "promised_on": date(2026, 12, 18)}
        sent(lambda: asked.answer("Wij vragen de gemeente.", **promise, by=cast.karin))
        assert stand(asked) == (["done", "done", "done", "current"], 0)
        sent(lambda: asked.answer("Ja, in mei.", outcome="final", by=cast.karin))
        assert stand(asked) == (["done"] * 4, 0)
    answers = ["forums.school_answered"] * 2
    assert kinds(cast.naima) == ["forums.school_read", *answers]
    assert kinds(cast.samira) == answers
    assert kinds(cast.emre) == []
    assert [post.from_school for post in asked.topic.posts.all()] == [False, True, True]


def test_late_is_counted_in_school_days_and_a_new_date_ends_it(cast, asked, stand, sent):
    asked.read(by=cast.karin)
    remind = CHORES["forums.tasks.remind_the_school"].run
    with time_machine.travel("2026-12-16T10:00+01:00"):
        sent(remind)
        assert stand(asked)[1] == 0
    for moment in ("2026-12-17T08:00+01:00", "2026-12-18T08:00+01:00"):
        with time_machine.travel(moment):
            sent(remind)
    with time_machine.travel("2026-12-17T08:00+01:00"):
        assert stand(asked) == (["done", "done", "late", "to-come"], 1)
    with time_machine.travel("2027-01-03T08:00+01:00"):
        assert stand(asked)[1] == 2
    assert kinds(cast.karin)[1:] == ["forums.school_reminded"]
    assert kinds(cast.fatima) == kinds(cast.emre) == ["forums.school_late"]

    with time_machine.travel("2026-12-18T08:00+01:00"):
        asked.delay(date(2027, 1, 8), by=cast.karin)
        assert stand(asked) == (["done", "done", "current", "to-come"], 0)
    with time_machine.travel("2027-01-11T08:00+01:00"):
        sent(remind)
        assert kinds(cast.karin)[1:] == ["forums.school_reminded"] * 2


def test_nobody_is_reminded_in_a_weekend_or_of_what_is_gone(cast, asked, sent):
    remind = CHORES["forums.tasks.remind_the_school"].run
    with time_machine.travel("2026-12-20T08:00+01:00"):
        sent(remind)
    asked.asked.take_back(by=cast.naima)
    with time_machine.travel("2027-01-05T08:00+01:00"):
        sent(remind)
    assert kinds(cast.fatima) == []


def test_the_clock_stands_still_while_somebody_is_away(cast, asked, stand, sent):
    ilse = make_user("ilse")
    colleague = cast.lindeboom.memberships.create(user=ilse, kind="school")
    with time_machine.travel("2026-12-10T08:00+01:00"):
        desk = SchoolDesk.objects.of(cast.lindeboom)
        desk.leave(back_on=date(2026, 12, 18), stand_in=colleague, by=cast.karin)
    with time_machine.travel("2026-12-18T08:00+01:00"):
        sent(CHORES["forums.tasks.remind_the_school"].run)
        assert (kinds(cast.fatima), stand(asked)[1]) == ([], 0)
        sent(lambda: SchoolQuestion.objects.ask(cast.lindeboom, **RACK, by=cast.samira))
        desk.come_back(by=cast.karin)
    asked.refresh_from_db()
    assert asked.due_on == school_day_after(date(2026, 12, 16), 6)
    assert (kinds(ilse), kinds(cast.karin)) == (["forums.school_asked"], ["forums.school_asked"])


def test_only_the_asker_adds_to_it_and_then_the_clock_runs_again(cast, asked, post, stand):
    asked.answer("Nee.", outcome="final", by=cast.karin)
    for person, status in ((cast.samira, 403), (cast.fatima, 403), (cast.karin, 403)):
        assert post(person, at(asked, "reply"), text="En nu?").status_code == status
    assert post(cast.naima, at(asked, "reply"), text="Waarom niet?").status_code == 302
    assert stand(asked)[0] == ["done", "done", "done", "current"]
    assert asked.promised_on > timezone.localdate()
    assert Post.objects.get(text="Waarom niet?").author is None


def test_only_the_school_reads_answers_and_names_days(cast, asked, post):
    forms = {
        "school_read": {},
        "school_delay": {"promised_on": "2099-01-01"},
        "school_answer": {"text": "Ja.", "outcome": "final"},
    }
    for name, fields in forms.items():
        for person in (cast.naima, cast.fatima, cast.beheer, cast.bart):
            assert post(person, at(asked, name), **fields).status_code in (403, 404)
    assert post(cast.karin, at(asked, "school_read")).status_code == 302
    asked.refresh_from_db()
    assert (asked.read_by, asked.answered_at) == (cast.karin, None)


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        (
            {"text": "Wij kijken ernaar.", "outcome": "more"},
            {
                "promised_on": [
                    "Kies een datum. Zonder datum weten ouders niet wanneer er antwoord komt."
                ]
            },
        ),
        (
            {"text": "Wij kijken ernaar.", "outcome": "else", "promised_on": "2020-01-01"},
            {"promised_on": ["Kies een dag na vandaag, binnen een jaar."]},
        ),
        ({"text": " ", "outcome": "final"}, {"text": ["Schrijf minstens één zin."]}),
        ({"text": "Ja"}, {"outcome": ["Zeg of dit klaar is."]}),
    ],
)
def test_half_an_answer_is_asked_for_in_words_and_kept(cast, asked, post, fields, errors):
    page = post(cast.karin, at(asked, "school_answer"), **fields)
    assert (page.status_code, page.context["answer_form"].errors) == (422, errors)
    assert fields["text"] in page.text
    asked.refresh_from_db()
    assert asked.answered_at is None


def test_who_asked_or_recognises_it_says_once_whether_they_felt_heard(cast, asked, post, visit):
    heard = at(asked, "school_heard")
    assert post(cast.naima, heard, feeling="yes").status_code == 403  # no answer yet
    asked.answer("Ja.", outcome="final", by=cast.karin)
    assert 'id="heard"' in visit(cast.naima, asked.get_absolute_url()).text
    for feeling in ("yes", "no"):
        assert post(cast.naima, heard, feeling=feeling).status_code == 302
    post(cast.samira, heard, feeling="bit")
    for person in (cast.emre, cast.karin):
        assert post(person, heard, feeling="no").status_code == 403
        assert 'id="heard"' not in visit(person, asked.get_absolute_url()).text
    assert post(cast.samira, heard).status_code == 422
    assert set(Heard.objects.values_list("person", "feeling")) == {
        (cast.naima.pk, "yes"),
        (cast.samira.pk, "bit"),
    }


def test_the_school_reads_a_number_from_ten_answers(cast, asked, visit):
    asked.answer("Ja.", outcome="final", by=cast.karin)
    for n in range(9):
        Heard.objects.say(asked, "yes" if n else "no", by=make_user(f"ouder{n}"))
    assert "voelden zich gehoord" not in visit(cast.karin, questions_of(cast.lindeboom)).text
    Heard.objects.say(asked, "yes", by=make_user("ouder9"))
    assert "9 van 10" in visit(cast.karin, questions_of(cast.lindeboom)).text


def test_the_door_shows_the_days_in_the_middle_from_three_answers(cast, lindeboom, visit):
    def ask_and_answer(n, day):
        with time_machine.travel(WEDNESDAY):
            question = SchoolQuestion.objects.ask(lindeboom, **RACK, by=cast.samira)
        with time_machine.travel(f"2026-12-{day}T10:00+01:00"):
            question.answer("Ja.", outcome="final", by=cast.karin)

    with time_machine.travel("2026-12-18T10:00+01:00"):
        for n, day in enumerate((10, 11)):
            ask_and_answer(n, day)
        assert "Geeft de school antwoord?" not in visit(cast.bart, lindeboom.card_url).text
        ask_and_answer(3, 17)
        assert "na 2 schooldagen" in visit(cast.bart, lindeboom.card_url).text
        page = visit(cast.karin, questions_of(lindeboom)).text
        assert "2 op tijd, 1 te laat." in page


def test_a_parent_asks_the_school_where_it_takes_part(cast, lindeboom, post, visit):
    new = reverse("forums:topic_new", args=[lindeboom.slug])
    assert 'value="school"' in visit(cast.samira, new).text
    assert 'value="school"' not in visit(cast.karin, new).text
    page = post(cast.samira, new, kind="school", **RACK)
    question = SchoolQuestion.objects.get()
    assert page.url.startswith(question.get_absolute_url())
    forum = question.topic.forum
    assert (forum.audience, forum.name) == ("everyone", "Vragen aan de school")
    again = SchoolQuestion.objects.ask(lindeboom, **RACK, by=cast.samira)
    assert again.topic.forum == forum


def test_where_no_school_takes_part_nobody_is_offered_to_ask_it(cast, post, visit):
    Network.objects.update(recognition="unaffiliated")
    new = reverse("forums:topic_new", args=[cast.lindeboom.slug])
    assert 'value="school"' not in visit(cast.samira, new).text
    assert post(cast.samira, new, kind="school", **RACK).status_code == 422
    assert not Forum.objects.filter(audience="everyone").exists()


def test_only_ones_own_words_are_passed_on_and_nothing_else_travels(
    cast, lindeboom, forum, visit, post
):
    topic = make_topic(forum, cast.samira, title="Wie wil een rek?", text="De stoep is vol.")
    topic.reply("Karin doet toch niets.", by=cast.naima)
    own = topic.posts.get(is_first=True)
    new = reverse("forums:topic_new", args=[lindeboom.slug])
    assert visit(cast.naima, new, van=own.pk).status_code == 403
    page = visit(cast.samira, new, van=own.pk)
    assert "De stoep is vol." in page.text
    sent = {"kind": "school", "title": "Wie wil een rek?", "text": "De stoep is vol."}
    post(cast.samira, new, **sent, passed_on=own.pk)
    question = SchoolQuestion.objects.get()
    assert question.passed_on == own
    seen = visit(cast.karin, question.get_absolute_url()).text
    assert "De stoep is vol." in seen
    assert "Karin doet toch niets." not in seen
    assert topic.get_absolute_url() not in seen
    # somebody else's post, in a form made by hand, is left behind
    post(cast.naima, new, kind="school", title="Rek", text="Graag.", passed_on=own.pk)
    assert SchoolQuestion.objects.get(topic__title="Rek").passed_on is None


def test_neither_a_quote_nor_the_title_of_another_parent_is_passed_on(
    cast, lindeboom, forum, visit
):
    topic = make_topic(forum, cast.samira, title="Karin luistert niet", text="Vind ik.")
    quoted = topic.posts.get().as_quote
    own = topic.reply(f"{quoted}Kan er een rek komen?", by=cast.naima)
    new = reverse("forums:topic_new", args=[lindeboom.slug])
    begun = visit(cast.naima, new, van=own.pk).context["form"].initial
    assert begun["text"] == "Kan er een rek komen?"
    assert "title" not in begun


def test_the_desk_keeps_what_was_agreed_within_bounds(cast, lindeboom, post):
    agree = reverse("forums:school_agree", args=[lindeboom.slug])
    for days, status in (("0", 422), ("21", 422), ("veel", 422), ("3", 302)):
        assert post(cast.karin, agree, reply_days=days).status_code == status
    assert post(cast.fatima, agree, reply_days="1").status_code == 403
    with time_machine.travel(WEDNESDAY):
        question = SchoolQuestion.objects.ask(lindeboom, **RACK, by=cast.samira)
    assert question.due_on == date(2026, 12, 14)
    with pytest.raises(IntegrityError), transaction.atomic():
        SchoolDesk.objects.update(reply_days=40)


def test_karin_stops_her_clock_on_the_page(cast, lindeboom, asked, post, visit):
    leave = reverse("forums:school_leave", args=[lindeboom.slug])
    assert post(cast.karin, leave, back_on="2020-01-01").status_code == 422
    assert post(cast.karin, leave, back_on="2026-12-18").status_code == 302
    assert "De klok staat stil" in visit(cast.naima, asked.get_absolute_url()).text
    post(cast.karin, reverse("forums:school_come_back", args=[lindeboom.slug]))
    assert "De klok staat stil" not in visit(cast.naima, asked.get_absolute_url()).text


@pytest.mark.django_db(transaction=True)
def test_of_two_who_read_at_one_moment_the_first_counts(cast, asked):
    def read(who):
        try:
            SchoolQuestion.objects.get(pk=asked.pk).read(by=who)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(read, (cast.karin, cast.karin)))
    assert Event.objects.filter(verb="forums.school_read").count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_question_and_three(
    cast, lindeboom, visit, number, django_assert_num_queries
):
    for _n in range(number):
        SchoolQuestion.objects.ask(lindeboom, **RACK, by=cast.samira)
    visit(cast.karin, questions_of(lindeboom))
    with django_assert_num_queries(17):
        visit(cast.karin, questions_of(lindeboom))
