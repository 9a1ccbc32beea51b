"""What is done for a parent without an account: with a channel, a receipt, and a way back."""

from datetime import timedelta
from html import unescape
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.outreach.models import Family, Said, Turn
from ouderkamer.models import Theme
from tests.factories import make_gathering
from tests.networks.outreach.conftest import NUMBER, make_family

DIGITS = NUMBER[1:]


def at(cast, name, *args):
    return reverse(f"outreach:{name}", args=[cast.lindeboom.slug, *args])


@pytest.fixture
def date(cast):
    return make_gathering(cast.lindeboom, "Koffie", audience="everyone")


@pytest.fixture
def naima(client, cast):
    client.force_login(cast.naima)
    return client


def test_an_answer_by_text_message_is_an_answer_with_a_receipt_to_send_back(
    naima, cast, hafida, date
):
    page = naima.get(at(cast, "family", hafida.pk)).text
    assert "Hafida zei ja" in page
    for _press in range(2):
        naima.post(at(cast, "said_yes", hafida.pk, date.pk), {"channel": "sms"})

    sign_up = date.sign_ups.get()
    assert (sign_up.name, sign_up.channel, sign_up.answer) == ("Hafida", "sms", "yes")
    assert sign_up.signed_up_by == cast.naima
    receipt = naima.get(at(cast, "receipt", hafida.pk)).text
    assert "Fijn, tot" in receipt
    assert 'href="sms:?&amp;body=Fijn' in receipt
    assert DIGITS not in receipt


def test_a_yes_without_a_channel_is_not_kept(naima, cast, hafida, date):
    answer = naima.post(at(cast, "said_yes", hafida.pk, date.pk), {"channel": "post"}, follow=True)
    assert "Kies hoe u elkaar sprak." in answer.text
    assert not Said.objects.exists()


def test_what_helps_a_family_is_on_the_date_it_comes_to(naima, cast, hafida, call_round, date):
    Said.objects.comes(hafida, date, channel="sms", by=cast.naima)
    turn = call_round.next_for(cast.naima)
    needs = ["childcare", "walk_in", "interpreter"]
    naima.post(at(cast, "turn", turn.pk), {"outcome": "reached", "needs": needs})

    sign_up = date.sign_ups.get()
    assert (sign_up.toddlers, sign_up.walk_in, sign_up.interpreter) == (1, True, "ar")
    assert sign_up.answer == "yes"
    other = make_gathering(cast.lindeboom, "Lezen", days=9, audience="everyone")
    hafida.refresh_from_db()
    said = Said.objects.comes(hafida, other, channel="gate", by=cast.naima)
    assert (said.sign_up.walk_in, said.sign_up.interpreter) == (True, "ar")


def test_what_comes_up_in_a_call_is_wished_backed_and_agreed(naima, cast, hafida, call_round):
    theme = Theme.objects.suggest(cast.lindeboom, "Schermtijd", by=cast.samira)
    turn = call_round.next_for(cast.naima)
    assert "Schermtijd" in naima.get(at(cast, "turn", turn.pk)).text
    told = {"wish": "Overblijven", "backs": [theme.pk], "agrees": "on"}
    naima.post(at(cast, "turn", turn.pk), {"outcome": "reached", **told})

    wished = Theme.objects.get(title="Overblijven")
    assert (wished.suggested_by, wished.passed_on_by, wished.channel) == (
        *(None, cast.naima, "phone"),
    )
    assert theme.backings.count() == 2
    assert set(hafida.said.values_list("deed", flat=True)) == {"wishes", "backs", "agrees"}
    receipt = naima.get(at(cast, "receipt", hafida.pk)).text
    assert {word in receipt for word in ("Overblijven", "Schermtijd", "Is het eens met")} == {True}


def test_what_is_said_twice_counts_once(cast, hafida):
    theme = Theme.objects.suggest(cast.lindeboom, "Schermtijd", by=cast.samira)
    for _time in range(2):
        Said.objects.backs(hafida, theme, channel="phone", by=cast.naima)
        Said.objects.agrees(hafida, channel="phone", by=cast.naima)
    assert (theme.backings.count(), hafida.said.count()) == (2, 2)


def test_a_family_that_comes_in_itself_takes_over_what_was_said_for_it(cast, hafida, date):
    theme = Theme.objects.suggest(cast.lindeboom, "Schermtijd", by=cast.samira)
    Said.objects.backs(hafida, theme, channel="phone", by=cast.naima)
    Said.objects.comes(hafida, date, channel="sms", by=cast.naima)
    cast.ruud.mobile = NUMBER
    cast.ruud.save()

    cast.lindeboom.admit(cast.ruud, by=cast.naima)
    theme.back(by=cast.ruud)  # hers counts, and once

    assert set(theme.backings.values_list("person", "channel")) == {
        (cast.samira.pk, ""),
        (cast.ruud.pk, ""),
    }
    assert list(date.sign_ups.values_list("person", "name")) == [(cast.ruud.pk, "")]

    for said in hafida.said.all():  # by who still has the slip
        said.take_back(by=None)
    hafida.forget(by=None)
    assert date.sign_ups.get().answer == "yes"
    assert theme.backings.filter(person=cast.ruud).exists()


def test_for_who_has_an_account_nobody_else_answers(naima, cast, hafida, date):
    hafida.joined(cast.lindeboom.membership_of(cast.samira), by=cast.naima)
    answer = naima.post(at(cast, "said_yes", hafida.pk, date.pk), {"channel": "sms"})
    assert answer.status_code == 404
    assert not date.sign_ups.exists()


def test_who_answered_already_keeps_the_own_answer(cast, hafida, date):
    Said.objects.comes(hafida, date, channel="sms", by=cast.naima)
    membership = cast.lindeboom.membership_of(cast.samira)
    date.answer("maybe", by=cast.samira)
    hafida.joined(membership, by=cast.naima)
    Said.objects.hand_to(hafida, cast.samira)
    answers = {(one.person_id, one.answer) for one in date.sign_ups.all()}
    assert answers == {(cast.samira.pk, "maybe"), (None, "no")}


def test_what_was_said_is_taken_back_whole(naima, cast, hafida, date):
    theme = Theme.objects.suggest(cast.lindeboom, "Schermtijd", by=cast.samira)
    said = [
        Said.objects.comes(hafida, date, channel="sms", by=cast.naima),
        Said.objects.backs(hafida, theme, channel="phone", by=cast.naima),
        Said.objects.wishes(hafida, "Overblijven", channel="phone", by=cast.naima),
    ]
    for one in said:
        for _press in range(2):
            naima.post(at(cast, "take_back", hafida.pk, one.pk))
    assert date.sign_ups.get().answer == "no"
    assert theme.backings.count() == 1
    assert not Theme.objects.filter(title="Overblijven").exists()
    assert not hafida.said.stands().exists()


def test_a_wish_that_others_back_stays_when_it_is_taken_back(cast, hafida):
    said = Said.objects.wishes(hafida, "Overblijven", channel="phone", by=cast.naima)
    theme = Theme.objects.get(title="Overblijven")
    theme.back(by=cast.samira)
    said.take_back(by=cast.naima)
    assert [one.person for one in theme.backings.all()] == [cast.samira]


@pytest.mark.parametrize("name", ["samira", "fatima", "marieke", "karin", "bart", "visitor"])
def test_only_who_calls_says_something_for_a_family(client, cast, hafida, date, name):
    person = getattr(cast, name)
    if person.is_authenticated:
        client.force_login(person)
    doors = (
        at(cast, "said_yes", hafida.pk, date.pk),
        at(cast, "renew_slip", hafida.pk),
        at(cast, "receipt", hafida.pk),
    )
    assert {client.post(door).status_code for door in doors} <= {302, 403, 404, 405}
    assert client.get(doors[2]).status_code != 200
    assert not Said.objects.exists()


# --- the desk ---------------------------------------------------------------------------------


def test_five_families_come_next_and_a_caller_may_take_another(naima, cast, call_round):
    for n in range(6):
        make_family(cast.lindeboom, f"Gezin {n}", f"+3160000000{n}", by=cast.naima)
    page = naima.get(at(cast, "desk")).text
    shown = [one.family.name for one in call_round.ahead_of(cast.naima)[:5]]
    assert [name for name in ("Gezin 5", *shown) if name in page] == shown
    fourth = call_round.ahead_of(cast.naima)[3]
    answer = naima.post(at(cast, "pull", call_round.pk), {"turn": fourth.pk})
    assert answer.url == at(cast, "turn", fourth.pk)


def test_who_is_taken_by_another_gives_the_next_one(cast, call_round):
    make_family(cast.lindeboom, "Karol", "+31600000001", by=cast.naima)
    first = call_round.next_for(cast.naima)
    assert call_round.next_for(cast.emre, wanted=first.pk).family.name == "Karol"


def test_a_caller_may_ring_in_own_languages_only(naima, cast, call_round):
    make_family(cast.lindeboom, "Karol", "+31600000001", by=cast.naima, language="pl")
    cast.naima.languages = ["pl"]
    cast.naima.save()
    page = naima.get(at(cast, "desk"), {"taal": "mijn"}).text
    assert "Karol" in page
    assert "Hafida" not in page
    naima.post(at(cast, "pull", call_round.pk), {"own_language": "on"})
    assert Turn.objects.get(caller=cast.naima).family.name == "Karol"
    call_round.turns.update(done_at=timezone.now())
    answer = naima.post(at(cast, "pull", call_round.pk), {"own_language": "on"}, follow=True)
    assert "Klaar voor nu." in answer.text


def test_after_two_calls_another_moment_and_after_three_the_gate(naima, cast, call_round):
    advice = []
    for _call in range(3):
        call_round.turns.update(call_after=None)
        turn = call_round.next_for(cast.naima)
        sent = naima.post(at(cast, "turn", turn.pk), {"outcome": "no_answer"}, follow=True)
        advice.append(str(next(iter(sent.context["messages"]))))
    assert advice == [
        "Bewaard. Dank u wel voor het bellen.",
        "Bewaard. Probeer een ander moment van de dag.",
        "Bewaard. Vraag Fatima bij het hek.",
    ]


def test_who_did_not_come_is_found_with_a_kind_word_ready(naima, cast, hafida):
    date = make_gathering(cast.lindeboom, "Koffie", days=3, audience="everyone")
    Said.objects.comes(hafida, date, channel="phone", by=cast.naima)
    for name in ("samira", "emre"):
        date.answer("yes", by=getattr(cast, name))
    date.tick(date.sign_ups.get(person=cast.emre), here=True)
    assert "Niet gekomen" not in naima.get(at(cast, "desk")).text
    over = timezone.now() - timedelta(days=1)
    when = {"starts_at": over - timedelta(hours=1), "ends_at": over}
    type(date).objects.filter(pk=date.pk).update(**when)

    assert "Niet gekomen" in naima.get(at(cast, "desk")).text
    page = naima.get(at(cast, "missed")).text
    assert {name for name in ("Hafida", "Samira", "Emre") if f"<bdi>{name}</bdi>" in page} == {
        "Hafida",
        "Samira",
    }
    assert page.count("Hallo, jammer dat u er niet kon zijn.") >= 2
    assert 'href="sms:?&amp;body=Hallo%2C%20jammer' in page


def test_who_did_not_come_to_a_consultation_hour_is_its_hosts(naima, cast):
    hour = make_gathering(cast.lindeboom, "Spreekuur", kind="consult", audience="everyone")
    over = timezone.now() - timedelta(days=1)
    when = {"starts_at": over - timedelta(hours=1), "ends_at": over}
    for name, here in (("samira", None), ("emre", over)):
        facts = {"answer": "yes", "seat": "held", "arrived_at": here}
        hour.sign_ups.create(person=getattr(cast, name), **facts)
    type(hour).objects.filter(pk=hour.pk).update(**when)
    assert "Niet gekomen" not in naima.get(at(cast, "desk")).text
    assert "Samira" not in naima.get(at(cast, "missed")).text


def test_no_number_comes_back_for_who_wants_no_telephone(cast, hafida):
    hafida.stop_calls(by=cast.naima)
    again = make_family(cast.lindeboom, "Hafida", NUMBER, by=cast.emre)
    assert again == hafida
    assert not Family.objects.exclude(number="").exists()


def test_a_message_says_who_what_and_how_to_answer_in_the_language_of_the_family(
    naima, cast, hafida, call_round, date
):
    turn = call_round.next_for(cast.naima)

    def page_by(way, language="ar"):
        Family.objects.update(way=way, language=language)
        return unquote(unescape(naima.get(at(cast, "turn", turn.pk)).text))

    page = page_by("sms")
    hello = "As-salaam alaykoem. Hallo Hafida, dit is Naima, ouder van De Lindeboom."
    assert f"sms:{NUMBER}?body={hello}" in page
    assert "wa.me" not in page
    assert f"https://wa.me/{DIGITS}?text={hello}" in page_by("whatsapp")
    assert page_by("phone").count(DIGITS) == 1  # in the link that rings
    assert "Het gaat over: Welkom op school. Koffie is op" in page
    assert "Komt u? Antwoord JA." in page

    page = page_by("sms", "en")
    assert "Hello. Hello Hafida, this is Naima, a parent of De Lindeboom." in page
