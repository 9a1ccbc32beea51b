"""The mail circle: an answer by mail stands in the conversation, once, and only of its writer."""

from datetime import timedelta
from email.message import EmailMessage
from email.utils import make_msgid

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from community.mail.incoming import MINUTE, Outcome, receive
from community.mail.sending import send_due
from forums.mail import answer_address, forum_address
from forums.models import HeldMail, Post, Topic
from tests.recordings import photo

SAMIRA = "samira@voorbeeld.test"


@pytest.fixture(autouse=True)
def takes_mail(settings):
    settings.MAIL_DOMAIN = settings.MAIL_HOST = "ouders.test"
    settings.DEFAULT_FROM_EMAIL = "Oudernetwerk <post@ouders.test>"


def letter(text="Ik heb er een.", *, sender=SAMIRA, subject="Re: Er is een antwoord", **headers):
    message = EmailMessage()
    message["From"] = f"Iemand <{sender}>"
    message["Subject"] = subject
    message["Message-ID"] = headers.pop("message_id", make_msgid(domain="voorbeeld.test"))
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def bring(message, to, **how):
    return receive(message.as_bytes(), to=to, **{"envelope_sender": SAMIRA, **how})


@pytest.fixture
def address(cast, topic):
    return answer_address(cast.samira, topic)


def answers(topic):
    posts = topic.posts.filter(is_first=False).order_by("pk")
    return [(post.author and post.author.first_name, post.text) for post in posts]


def letters():
    send_due()
    return {one.to[0].partition("@")[0]: one for one in mail.outbox}


def test_an_answer_by_mail_stands_in_the_conversation(cast, topic, address):
    assert bring(letter(), address) == Outcome.PLACED

    assert answers(topic) == [("Samira", "Ik heb er een.")]


def test_the_same_mail_brought_twice_is_one_answer(topic, address):
    message = letter()

    assert [bring(message, address) for _ in range(3)] == [Outcome.PLACED] * 3
    assert len(answers(topic)) == 1


def test_what_the_mail_program_quotes_and_signs_stays_behind(topic, address):
    text = (
        "Ik heb er een.\n\nGroeten\n\n"
        "Op ma 30 nov. 2026 om 10:02 schreef Oudernetwerk De Lindeboom <post@ouders.test>:\n"
        "> Emre gaf antwoord\n> Minder mail\n"
    )
    bring(letter(text), address)

    assert answers(topic) == [("Samira", "Ik heb er een.\n\nGroeten")]


def test_html_alone_is_read_as_words(topic, address):
    message = letter()
    message.set_content(
        "<html><head><style>p{color:red}</style></head><body><p>Ik heb <b>er</b> een.</p>"
        "<script>alert(1)</script><p>Tot morgen</p></body></html>",
        subtype="html",
    )
    bring(message, address)

    assert answers(topic) == [("Samira", "Ik heb er een.\n\nTot morgen")]


def test_mail_from_another_address_waits_for_the_parent_to_say_it_is_theirs(
    client, cast, topic, address
):
    assert bring(letter(sender="boos@elders.test"), address) == Outcome.HELD
    assert answers(topic) == []
    assert letters()["samira"].subject == "Was u dit?"

    client.force_login(cast.emre)
    held = HeldMail.objects.get()
    assert "Ik heb er een." not in client.get("/ik/post/").content.decode()
    assert client.post(f"/ik/post/{held.pk}/plaats/").status_code == 404
    client.force_login(cast.samira)
    assert "Ik heb er een." in client.get("/ik/post/").content.decode()
    client.post(f"/ik/post/{held.pk}/plaats/")

    assert answers(topic) == [("Samira", "Ik heb er een.")]
    assert not HeldMail.objects.exists()


def test_who_left_learns_nothing_from_mail_that_others_send(client, cast, topic, address):
    bring(letter(sender="boos@elders.test"), address)
    cast.lindeboom.membership_of(cast.samira).end(by=cast.samira)
    mail.outbox.clear()

    assert bring(letter(sender="boos@elders.test"), address) == Outcome.DROPPED

    client.force_login(cast.samira)
    page = client.get("/ik/post/").content.decode()
    assert "winterjas" not in page
    assert "De Lindeboom" not in page
    assert client.post(f"/ik/post/{HeldMail.objects.get().pk}/plaats/").status_code == 404
    assert mail.outbox == []


def test_what_was_not_mine_i_throw_away(client, cast, topic, address):
    bring(letter(sender="boos@elders.test"), address)
    client.force_login(cast.samira)

    client.post(f"/ik/post/{HeldMail.objects.get().pk}/weg/")

    assert (answers(topic), HeldMail.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("results", "outcome"),
    [
        ("mx.ouders.test; dmarc=pass header.from=voorbeeld.test", Outcome.PLACED),
        ("mx.ouders.test; dmarc=fail header.from=voorbeeld.test", Outcome.HELD),
        ("mx.ouders.test; dmarc=pass header.from=elders.test", Outcome.HELD),
        ("mx.elders.test; dmarc=pass header.from=voorbeeld.test", Outcome.HELD),
        (None, Outcome.HELD),
    ],
)
def test_where_our_mail_server_looks_who_wrote_only_what_it_vouches_for_is_placed(
    settings, topic, address, results, outcome
):
    settings.MAIL_AUTHSERV = "mx.ouders.test"
    headers = {"Authentication_Results": results} if results else {}

    assert bring(letter(**headers), address) == outcome
    assert len(answers(topic)) == (outcome == Outcome.PLACED)


@pytest.mark.parametrize(
    "machine",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated"},
        {"Precedence": "bulk"},
        {"Precedence": "auto_reply"},
        {"X_Autoreply": "yes"},
        {"X_Auto_Response_Suppress": "All"},
        {"List_Id": "<lijst.elders.test>"},
        {"sender": "MAILER-DAEMON@voorbeeld.test"},
        {"message_id": "<een@ouders.test>"},  # our own, come round
    ],
)
def test_what_a_machine_wrote_is_dropped_and_answered_by_nobody(topic, address, machine):
    assert bring(letter(**machine), address) == Outcome.DROPPED
    assert answers(topic) == []
    assert letters() == {}


def test_a_bounce_is_dropped_too(topic, address):
    assert bring(letter(), address, envelope_sender="") == Outcome.DROPPED


def test_a_closed_conversation_refuses_with_the_reason_and_the_words(cast, topic, address):
    topic.close(by=cast.fatima)

    assert bring(letter("Nog één ding."), address) == Outcome.REFUSED

    told = letters()["samira"]
    assert told.subject == "Uw mail staat niet op de pagina"
    for part in (told.body, told.alternatives[0].content):
        assert "Dit gesprek is gesloten." in part
        assert "Nog één ding." in part
    assert answers(topic) == []


@pytest.mark.parametrize("why", ["left", "resting", "ended", "too old", "empty", "too long"])
def test_what_the_page_would_refuse_a_mail_refuses_too(cast, topic, address, why):
    membership, text = cast.lindeboom.membership_of(cast.samira), "Ik heb er een."
    if why == "left":
        membership.end(by=cast.samira)
    elif why == "resting":
        membership.rests_until = timezone.now() + timedelta(days=3)
        membership.save()
    elif why == "ended":
        type(cast.lindeboom).objects.filter(pk=cast.lindeboom.pk).update(stage="archived")
    else:
        long = "a" * 5001
        text = {"empty": "\n> alleen een citaat\n", "too long": long}.get(why, text)

    later = timedelta(days=366 if why == "too old" else 0)
    with time_machine.travel(timezone.now() + later):
        assert bring(letter(text), address) == Outcome.REFUSED
        assert set(letters()) == {"samira"}
    assert answers(topic) == []


def test_an_address_belongs_to_one_person_one_conversation_and_this_site(cast, topic, address):
    local, domain = address.split("@")
    word, person, place, day, mark = local.split("-")
    other = {
        f"{word}-{person}-{place}-{day}-{'a' * 16}@{domain}",
        f"{word}-zy-{place}-{day}-{mark}@{domain}",
        f"{word}-{person}-zz-{day}-{mark}@{domain}",
        f"{word}-{person}-{place}-zz-{mark}@{domain}",
        f"gesprek-{person}-{place}-{day}-{mark}@{domain}",
        f"{local}@elders.test",
        "antwoord@ouders.test",
        "post@ouders.test",
    }
    assert {bring(letter(), to) for to in other} == {Outcome.NOBODY}
    assert len(local) <= 64
    assert bring(letter(), address.upper()) == Outcome.PLACED


def test_nobody_writes_without_end_by_mail(topic, address):
    outcomes = [bring(letter(f"Antwoord {n}"), address) for n in range(22)]

    assert outcomes[-1] == Outcome.DROPPED


def test_a_flood_waits_at_the_mail_server(topic, address):
    for _ in range(MINUTE.most):
        MINUTE.take("all")

    assert bring(letter(), address) == Outcome.BUSY


def test_a_photo_comes_along_and_what_is_no_photo_stays_behind(topic, address):
    message = letter()
    message.add_attachment(photo().read(), maintype="image", subtype="jpeg", filename="IMG_1.jpg")
    assert bring(message, address) == Outcome.PLACED
    assert [row.kind for row in topic.posts.last().enclosures.all()] == ["photo"]

    message = letter("Met een virus")
    message.add_attachment(b"MZ", maintype="application", subtype="exe", filename="win.exe")
    assert bring(message, address) == Outcome.PLACED
    assert topic.posts.last().text == "Met een virus"
    assert topic.posts.last().enclosures.count() == 0
    assert letters()["samira"].subject == "Uw mail staat op de pagina, zonder bestand"


def test_a_mail_to_a_forum_waits_until_its_parent_says_it_is_theirs(client, cast, forum):
    message = letter("Wie weet er een?", subject="Tandarts gezocht")
    assert bring(message, forum_address(forum)) == Outcome.HELD
    assert not Topic.objects.exists()

    client.force_login(cast.samira)
    client.post(f"/ik/post/{HeldMail.objects.get().pk}/plaats/")

    topic = Topic.objects.get()
    assert (topic.title, topic.author, topic.forum) == ("Tandarts gezocht", cast.samira, forum)


def test_where_the_mail_server_vouches_it_begins_at_once(settings, cast, forum):
    settings.MAIL_AUTHSERV = "mx.ouders.test"
    proof = "mx.ouders.test; spf=pass; dmarc=pass (p=reject) header.from=voorbeeld.test"
    message = letter("Wie weet er een?", subject="Re: Fw: Tandarts", Authentication_Results=proof)

    assert bring(message, forum_address(forum)) == Outcome.PLACED
    assert Topic.objects.get().title == "Tandarts"


def test_a_stranger_waits_for_a_moderator_and_is_told_nothing(client, cast, forum, heard):
    message = letter("Mag ik erbij?", sender="nieuw@elders.test", subject="Hallo")
    told = heard("forums.mail_held", lambda: bring(message, forum_address(forum)))
    assert told == {"fatima", "emre"}
    assert "nieuw" not in letters()

    address = "/netwerk/de-lindeboom/gesprekken/post/"
    seen = {}
    for name in ("samira", "emre", "karin", "bart", "beheer"):
        client.force_login(getattr(cast, name))
        page = client.get(address)
        seen[name] = page.status_code, "Mag ik erbij?" in page.content.decode()
    assert seen == {
        "samira": (403, False),
        "emre": (200, True),
        "karin": (403, False),
        "bart": (404, False),
        "beheer": (404, False),
    }
    client.force_login(cast.emre)
    client.post(f"{address}{HeldMail.objects.get().pk}/weg/")
    assert not HeldMail.objects.exists()


def test_staff_cannot_begin_by_mail_where_parents_are_among_themselves(cast, forum):
    message = letter(sender="karin@voorbeeld.test")

    assert bring(message, forum_address(forum)) == Outcome.HELD  # as from a stranger
    assert HeldMail.objects.get().person is None


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"From: samira@voorbeeld.test\n\n" + b"a" * 100_000,
        b"From: =?utf-8?q?broken\nContent-Type: text/plain; charset=nonsense\n\nhallo",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/mixed\n\n--x",
        b"From: a@b, samira@voorbeeld.test\nSubject: \r\n\r\nhallo",
    ],
)
def test_broken_mail_places_nothing_in_somebody_s_name(topic, address, raw):
    assert receive(raw, to=address, envelope_sender="x@y.test") in Outcome
    assert Post.objects.filter(is_first=False).count() <= (b"a" * 99 in raw)
