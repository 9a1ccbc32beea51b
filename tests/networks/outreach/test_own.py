"""What a parent asks of us: to be rung, what we keep of it, and to stop."""

import json
import re
from uuid import uuid4

import pytest
from django.urls import reverse

from networks.models import Letter
from networks.outreach.models import Family, Outcome, Said
from tests.factories import make_gathering
from tests.networks.outreach.conftest import NUMBER

CALL_ME = {"name": "Hafida", "number": "06 12345678", "language": "ar", "said_yes": "on"}
CALL_ME |= {"way": "phone"}
DIGITS = NUMBER[1:]


@pytest.fixture
def letter(cast):
    return Letter.objects.write(cast.lindeboom, label="5b", families=2, once=uuid4(), by=cast.emre)


@pytest.fixture
def code(letter):
    return letter.codes().first().code


@pytest.fixture
def rung(cast, hafida, call_round):
    """Hafida was rung, with a note, and comes."""
    date = make_gathering(cast.lindeboom, "Koffie", audience="everyone")
    turn = call_round.next_for(cast.naima)
    hafida.open_number(by=cast.naima)
    turn.report(Outcome.REACHED, by=cast.naima, note="Neemt haar zus mee.")
    Said.objects.comes(hafida, date, channel="phone", by=cast.naima)
    hafida.refresh_from_db()
    return hafida


def _plain(page):
    """Without what stands in every address and is made anew."""
    return re.sub(r'nonce="[^"]*"|/k/\w+/', "", page)


def of_family(family, name, *args):
    return reverse(f"family:{name}", args=[family.slip_code, *args])


# --- to be rung -------------------------------------------------------------------------------


def test_a_parent_with_the_code_of_a_letter_asks_to_be_rung(client, cast, code, call_round):
    door = reverse("call_me", args=[code])
    assert door in client.get(reverse("networks:invitation", args=[code])).text
    answer = client.post(door, {**CALL_ME, "number": "0687654321", "groups": ["3"]})

    assert "Een contact-ouder van De Lindeboom belt u." in answer.text
    family = Family.objects.get(ground="letter")
    assert (family.ground, family.language, family.groups) == ("letter", "ar", [3])
    assert family.turns.get().round == call_round  # in the round that goes on
    assert client.get(reverse("networks:invitation", args=[code])).status_code == 200


def test_the_code_of_a_letter_is_one_familys(client, code):
    door = reverse("call_me", args=[code])
    client.post(door, CALL_ME)
    again = client.post(door, {**CALL_ME, "name": "Karol", "number": "0687654321"})
    assert again.status_code == 422
    assert "Deze code is al gebruikt." in again.text
    assert "Karol" in again.text
    assert Family.objects.count() == 1


def test_nobody_finds_out_whether_a_number_is_known(client, cast, hafida, letter):
    codes = [one.code for one in letter.codes()]
    known = client.post(reverse("call_me", args=[codes[0]]), CALL_ME)
    new = client.post(reverse("call_me", args=[codes[1]]), {**CALL_ME, "number": "0687654321"})
    assert _plain(known.text) == _plain(new.text)
    again = [client.post(reverse("call_me", args=[one]), CALL_ME).status_code for one in codes]
    assert again == [422, 422]  # both are used, whatever was known
    assert Family.objects.filter(number_mark=hafida.number_mark).count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"number": ""}, "Schrijf uw nummer op, dan bellen wij u."),
        ({"number": "12"}, "Dit is geen telefoonnummer."),
        ({"name": ""}, "Schrijf een voornaam."),
        ({"said_yes": ""}, "Zet een vinkje als wij u mogen bellen."),
    ],
)
def test_what_is_missing_gets_a_sentence_and_keeps_the_rest(client, code, changed, sentence):
    answer = client.post(
        reverse("call_me", args=[code]), {**CALL_ME, "best_time": "na 18", **changed}
    )
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "na 18" in answer.text
    assert not Family.objects.exists()


def test_a_code_that_does_not_work_opens_nothing(client, letter, code, cast):
    letter.revoke(by=cast.emre)
    assert client.get(reverse("call_me", args=[code])).status_code == 404


def test_with_the_code_of_a_poster_many_may_ask_and_not_too_many_from_one_place(client, cast):
    poster = cast.lindeboom.invite(label="Hek", by=cast.emre).code
    door = reverse("call_me", args=[poster])
    statuses = [
        client.post(door, {**CALL_ME, "number": f"061234567{n}"}).status_code for n in range(6)
    ]
    assert statuses == [200] * 5 + [422]
    assert set(Family.objects.values_list("ground", flat=True)) == {"self"}


# --- the page behind the slip -----------------------------------------------------------------


def test_the_slip_opens_all_that_is_kept_and_never_the_number(client, rung):
    page = client.get(of_family(rung, "own")).text
    for shown in ("Neemt haar zus mee.", "Naima", "Koffie", "Telefoon", "Wie uw nummer zag"):
        assert shown in page, shown
    assert DIGITS not in page
    spaced = rung.slip_code.upper().replace("-", " ")
    assert client.get(reverse("family:own", args=[spaced])).status_code == 200


def test_the_file_holds_every_note(client, rung):
    kept = json.loads(client.get(of_family(rung, "download")).content)
    assert [call["note"] for call in kept["calls"]] == ["Neemt haar zus mee."]
    assert [one["words"] for one in kept["said"]] == ["Koffie"]
    assert [look["by"] for look in kept["looks"]] == ["Naima"]
    assert DIGITS not in json.dumps(kept)


def test_with_the_slip_a_parent_takes_back_and_stops(client, rung):
    said = rung.said.get()
    client.post(of_family(rung, "take_back", said.pk))
    assert said.sign_up.gathering.sign_ups.get().answer == "no"
    page = client.post(of_family(rung, "stop"), follow=True).text
    assert "Niemand belt u meer. Uw nummer is weg." in page
    rung.refresh_from_db()
    assert rung.number == ""


def test_a_parent_corrects_what_is_wrong_and_may_be_rung_again(client, rung, cast):
    rung.stop_calls(by=cast.naima)
    facts = {"name": "Hafida B.", "language": "nl", "way": "sms", "best_time": "na 18 uur"}
    client.post(of_family(rung, "own"), {**facts, "number": "0687654321"})
    rung.refresh_from_db()
    assert (rung.name, rung.language, rung.no_phone_at) == ("Hafida B.", "nl", None)
    assert rung.open_number(by=cast.naima) == "+31687654321"
    wrong = client.post(of_family(rung, "own"), {**facts, "number": "nee"})
    assert wrong.status_code == 422
    assert "Dit is geen telefoonnummer." in wrong.text
    assert "na 18 uur" in wrong.text


def test_everything_goes_when_a_parent_wants_that(client, rung):
    sign_ups = rung.said.get().sign_up.gathering.sign_ups
    assert "Wis alles" in client.get(of_family(rung, "forget")).text
    answer = client.post(of_family(rung, "forget"))
    assert "Alles is weg" in answer.text
    assert not Family.objects.exists()
    assert sign_ups.coming().count() == 0


def test_a_lost_slip_opens_nothing_any_more(client, cast, rung):
    lost = of_family(rung, "own")
    client.force_login(cast.naima)
    client.post(reverse("outreach:renew_slip", args=[cast.lindeboom.slug, rung.pk]))
    rung.refresh_from_db()
    client.logout()
    assert client.get(lost).status_code == 404
    assert client.get(of_family(rung, "own")).status_code == 200


def test_who_guesses_too_often_is_not_told_of_right_codes(client, rung):
    wrong = [client.get(reverse("family:own", args=["2345-6789b"])).status_code for _n in range(11)]
    assert wrong == [404] * 10 + [429]
    assert client.get(of_family(rung, "own")).status_code == 429


def test_every_door_of_the_slip_needs_its_code(client, rung):
    doors = ("own", "stop", "forget", "download")
    for name in doors:
        address = reverse(f"family:{name}", args=["22222-33333"])
        assert client.get(address).status_code in (404, 405)
    other = Said.objects.create(family=rung, deed="agrees", channel="phone")
    rung.renew_slip()
    stranger = Family.objects.create(network=rung.network, name="Karol")
    assert client.post(of_family(stranger, "take_back", other.pk)).status_code == 404


# --- members ----------------------------------------------------------------------------------


def test_everybody_sees_who_rang_them_and_nobody_else(client, cast, rung, names):
    rung.joined(cast.lindeboom.membership_of(cast.samira), by=cast.naima)
    cast.lindeboom.membership_of(cast.samira).end(by=cast.samira)  # also who left

    def sees(person):
        client.logout()
        if person.is_authenticated:
            client.force_login(person)
        pages = client.get(reverse("called")), client.get(reverse("called_download"))
        return any("Neemt haar zus mee." in page.content.decode() for page in pages)

    assert names(sees) == {"samira"}
    client.force_login(cast.samira)
    assert DIGITS not in client.get(reverse("called")).text
    assert reverse("called") in client.get(reverse("people:me")).text


def test_who_gives_a_new_number_is_rung_in_the_round_that_goes_on(cast, hafida, call_round):
    call_round.next_for(cast.naima).report(Outcome.WRONG, by=cast.naima)
    assert call_round.next_for(cast.naima) is None
    hafida.refresh_from_db()
    hafida.correct(number="+31687654321")
    assert call_round.next_for(cast.naima).family == hafida


def test_who_was_spoken_to_is_not_rung_again_for_a_new_number(cast, rung, call_round):
    rung.correct(number="+31687654321")
    assert call_round.next_for(cast.naima) is None
