"""When and where one may write, answering one message, and changing one's own."""

import uuid
from datetime import time, timedelta

import pytest

from networks.chat.models import Hours, Message, Room
from tests.networks.chat.conftest import address

KEEP = "/netwerk/de-lindeboom/chat/instellen/"


@pytest.fixture
def say(post):
    def send(person, room, text, **fields):
        return post(
            person, address("say", room), **{"text": text, "client_id": uuid.uuid4(), **fields}
        )

    return send


def texts():
    return list(Message.objects.order_by("seq").values_list("text", flat=True))


# --- hours -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hour", "minute", "is_open"),
    [(6, 59, False), (7, 0, True), (21, 59, True), (22, 1, False), (3, 0, False)],
)
def test_the_chat_is_open_from_seven_to_ten(cast, room, say, noon, hour, minute, is_open):
    noon.shift(timedelta(hours=hour - 12, minutes=minute))
    answer = say(cast.samira, room, "Hallo")
    assert texts() == (["Hallo"] if is_open else [])
    assert answer.status_code == (302 if is_open else 422)
    assert ("De chat is open van 7.00 tot 22.00 uur." in answer.text) is not is_open


def test_what_was_sent_in_time_is_not_refused_when_it_comes_again(cast, room, say, noon):
    once = uuid.uuid4()
    say(cast.samira, room, "Net op tijd", client_id=once)
    noon.shift(timedelta(hours=11))
    assert say(cast.samira, room, "Net op tijd", client_id=once).status_code == 302
    assert texts() == ["Net op tijd"]


def test_at_night_the_box_makes_place_for_a_sentence_and_everything_is_read(
    cast, room, visit, noon
):
    room.say("Goedenavond", by=cast.emre)
    day = visit(cast.samira, address("room", room)).text
    noon.shift(timedelta(hours=11))
    night = visit(cast.samira, address("room", room)).text
    assert "Goedenavond" in night
    assert "De chat is open van 7.00 tot 22.00 uur." in night
    assert "De chat is open" not in day
    assert "Open van 7.00 tot 22.00 uur." in day


@pytest.mark.parametrize("page", ["", "tijden/"])
def test_only_moderators_choose(cast, visit, names, page):
    assert names(lambda p: visit(p, KEEP + page).status_code == 200) == {"fatima", "emre"}


def test_moderators_choose_the_hours(cast, room, post, say, noon):
    assert post(cast.fatima, f"{KEEP}tijden/", opens="", closes="").url == KEEP
    noon.shift(timedelta(hours=15))
    assert say(cast.samira, room, "Kan ik ook niet slapen?").status_code == 302


@pytest.mark.parametrize(
    ("opens", "closes", "sentence"),
    [
        ("08:00", "", "Vul twee tijden in, of geen."),
        ("20:00", "08:00", "Kies een tijd na de eerste."),
        ("25:00", "08:00", "geldig"),
    ],
)
def test_hours_that_cannot_be_are_said_and_kept(cast, post, opens, closes, sentence):
    answer = post(cast.fatima, f"{KEEP}tijden/", opens=opens, closes=closes)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{opens}"' in answer.text
    assert not Hours.objects.exists()


# --- who writes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("writers", "heard"),
    [
        ("everyone", ["samira", "fatima", "emre", "naima", "marieke", "amal"]),
        ("roles", ["fatima", "emre", "naima", "marieke"]),
        ("nobody", []),
    ],
)
def test_who_writes_is_chosen_and_everybody_reads(cast, room, say, visit, writers, heard):
    room.arrange(writers=writers, by=cast.fatima)
    said = [
        name
        for name in ("samira", "fatima", "emre", "naima", "marieke", "amal")
        if say(getattr(cast, name), room, f"Ik ben {name}").status_code == 302
    ]
    assert said == heard
    assert visit(cast.samira, address("room", room)).status_code == 200


def test_a_slow_chat_takes_one_message_and_then_waits(cast, room, say, noon):
    room.arrange(pause=120, by=cast.fatima)
    assert [say(cast.samira, room, f"{n}").status_code for n in (1, 2)] == [302, 422]
    assert say(cast.emre, room, "3").status_code == 302
    assert texts() == ["1", "3"]


def test_moderators_open_a_chat_and_change_it(cast, room, post):
    fields = {"name": "Groep 5", "entry": "all", "audience": "parents", "pause": "0"}
    fields["writers"] = "everyone"
    assert post(cast.fatima, KEEP, **fields).url == KEEP
    opened = Room.objects.get(name="Groep 5")
    assert (opened.network, opened.audience, opened.position) == (cast.lindeboom, "parents", 1)

    post(
        cast.fatima,
        f"{KEEP}{opened.pk}/",
        **{**fields, "name": "Groep 6", "audience": "everyone", "writers": "roles", "pause": "30"},
    )
    opened.refresh_from_db()
    assert (opened.name, opened.writers, opened.pause) == ("Groep 6", "roles", 30)
    assert opened.audience == "parents"  # what was said among parents stays among them


@pytest.mark.parametrize("name", ["", "alle OUDERS", "x" * 61])
def test_a_name_that_does_not_do_is_said_and_kept(cast, room, post, name):
    fields = {"entry": "all", "audience": "parents", "writers": "everyone", "pause": "0"}
    answer = post(cast.fatima, KEEP, name=name, **fields)
    assert answer.status_code == 422
    assert Room.objects.count() == 1
    assert not name or name in answer.text


# --- care ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Bel 06 12345678", "Mijn zoon Daan is ziek"])
def test_a_number_or_the_name_of_a_child_is_asked_about_once(cast, room, say, text):
    asked = say(cast.samira, room, text)
    assert asked.status_code == 422
    assert text in asked.text
    assert 'name="sure" value="1"' in asked.text
    assert texts() == []
    assert say(cast.samira, room, text, sure="1").status_code == 302
    assert texts() == [text]


# --- answering and changing ------------------------------------------------------------------


def test_an_answer_shows_what_it_answers_and_leads_there(cast, room, say, visit):
    asked = room.say("Wie heeft er een step?", by=cast.emre)
    form = visit(cast.samira, address("room", room), antwoord=asked.pk).text
    assert f'name="answers" value="{asked.pk}"' in form

    say(cast.samira, room, "Ik!", answers=asked.pk)
    page = visit(cast.naima, address("room", room)).text
    answer = Message.objects.get(text="Ik!")
    assert answer.answers == asked
    bubble = page[page.index(f'id="message-{answer.pk}"') :]
    assert "Wie heeft er een step?" in bubble
    assert f'href="{asked.get_absolute_url()}"' in bubble


@pytest.mark.parametrize("regret", ["hide", "take_back"])
def test_what_was_answered_goes_from_the_answer_too(cast, room, visit, regret):
    asked = room.say("Een geheim", by=cast.emre)
    answer = room.say("Echt?", answers=asked, by=cast.samira)
    known = Room.objects.get().revision
    if regret == "hide":
        asked.hide("Niet aardig", by=cast.fatima)
    else:
        asked.take_back(by=cast.emre)
    assert "geheim" not in visit(cast.naima, address("room", room)).text
    missed = visit(cast.naima, address("messages", room), na=known).text
    assert f'id="message-{answer.pk}"' in missed  # open tabs draw the answer anew
    assert "geheim" not in missed


def test_nobody_answers_what_they_do_not_read(cast, room, open_room, say):
    elsewhere = room.say("Onder ouders", by=cast.emre)
    hidden = open_room.say("Weg", by=cast.emre)
    hidden.take_back(by=cast.emre)
    for message in (elsewhere.pk, hidden.pk, 404404, "x"):
        assert say(cast.karin, open_room, "Wat?", answers=message).status_code == 422
    assert "Wat?" not in texts()


def test_ones_own_words_are_changed_for_five_minutes(cast, room, post, visit, names, noon):
    message = room.say("Om tien uur", by=cast.emre)
    edit = address("edit", room, message.pk)
    assert names(lambda p: visit(p, edit).status_code == 200) == {"emre"}
    assert post(cast.emre, edit, text="Om elf uur").status_code == 302
    page = visit(cast.samira, address("room", room)).text
    assert "Om elf uur" in page
    assert "veranderd ·" in page
    assert "Om tien uur" not in page

    noon.shift(timedelta(minutes=6))
    assert post(cast.emre, edit, text="Om twaalf uur").status_code == 403
    assert texts() == ["Om elf uur"]


def test_a_change_is_found_and_comes_to_who_missed_it(cast, room, visit):
    message = room.say("Pannenkoeken", by=cast.emre)
    known = Room.objects.get().revision
    message.edit("Poffertjes", by=cast.emre)
    assert "Poffertjes" in visit(cast.samira, address("messages", room), na=known).text
    found = visit(cast.samira, "/zoeken/", q="poffertjes").context["groups"]
    assert [hit.text for _source, hits in found for hit in hits] == ["Poffertjes"]
    assert visit(cast.samira, "/zoeken/", q="pannenkoeken").context["groups"] == []


def test_an_empty_change_is_asked_about_and_nothing_is_lost(cast, room, post):
    message = room.say("Om tien uur", by=cast.emre)
    assert post(cast.emre, address("edit", room, message.pk), text=" ").status_code == 422
    assert texts() == ["Om tien uur"]


def test_from_the_hours_one_reads_when_it_opens(cast):
    hours = Hours(network=cast.lindeboom, opens=time(9, 30), closes=time(10))
    assert not hours.is_open
