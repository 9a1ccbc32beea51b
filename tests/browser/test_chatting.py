"""J6: a parent chats in the tram; and what two people in one chat do to each other's words."""

import re

import pytest
from playwright.sync_api import expect

from networks.models import Barring, Membership, Term
from tests.browser.conftest import DESK
from tests.recordings import photo

HOME = "/netwerk/lindeboom/chat/"
ROOM = re.compile(r"/chat/\d+/$")


@pytest.fixture
def enter(site):
    """Open a chat by its name."""

    def go(page, room):
        page.goto(f"{site}{HOME}")
        page.locator("main").get_by_role("link", name=room, exact=True).first.click()
        page.wait_for_url(ROOM)
        return page

    return go


@pytest.fixture
def keep_hours(site):
    """``keep_hours(page, "07:00", "22:00")``, as a moderator; none are left afterwards."""
    keepers = set()

    def keep(page, opens, closes):
        keepers.add(page)
        page.goto(f"{site}{HOME}instellen/tijden/")
        page.fill("[name=opens]", opens)
        page.fill("[name=closes]", closes)
        page.get_by_role("button", name="Bewaar").click()
        page.wait_for_url(re.compile("/chat/instellen/$"))

    yield keep
    for page in keepers:
        keep(page, "", "")


def say(page, text):
    page.get_by_role("textbox", name="Uw bericht").fill(text)
    page.get_by_role("button", name="Verstuur").click()


def bubbles(page, text):
    return page.locator("[role=log]").get_by_text(text, exact=True)


def test_j6_a_parent_chats_in_the_tram(device, enter):
    phone, other = device("samira"), device("naima", DESK)
    enter(phone, "Groep 5")
    expect(phone.locator(".on-divider--new")).to_be_in_viewport()
    enter(other, "Groep 5")

    phone.context.set_offline(True)
    say(phone, "Ik kom!")
    say(phone, "Ik neem mijn buurvrouw mee.")
    waiting = phone.locator("[data-unsent]")
    expect(waiting.first.get_by_text("niet verstuurd: geen internet")).to_be_visible()
    expect(
        phone.locator("[data-offline]", has_text="Geen internet. U leest wat al binnen was.")
    ).to_be_visible()

    phone.context.set_offline(False)
    expect(waiting).to_have_count(0)
    expect(
        phone.locator("[data-offline]", has_text="Geen internet. U leest wat al binnen was.")
    ).to_be_hidden()
    expect(phone.locator("#status")).to_have_text("Uw bericht is verstuurd.")
    for page in (phone, other):
        for text in ("Ik kom!", "Ik neem mijn buurvrouw mee."):
            expect(bubbles(page, text)).to_have_count(1)
        words = page.locator("[role=log] .on-msg__bubble").all_inner_texts()[-2:]
        assert ["kom!" in words[0], "buurvrouw" in words[1]] == [True, True]


def test_a_list_that_changes_under_a_finger_or_a_key_still_opens(site, device, enter):
    reader, other = device("samira"), enter(device("naima", DESK), "Groep 5")
    link = reader.get_by_role("link", name="Groep 5", exact=True)
    gist = reader.get_by_text("Naima: Onder uw vinger")

    reader.goto(f"{site}{HOME}")
    link.hover()
    reader.mouse.down()
    with reader.expect_response(re.compile("/chat/lijst/")):
        say(other, "Onder uw vinger")
    reader.wait_for_timeout(500)  # in which a list that does not wait is another one
    reader.mouse.up()
    reader.wait_for_url(ROOM)

    reader.goto(f"{site}{HOME}")
    expect(gist).to_be_visible()
    link.focus()
    say(other, "Onder een toets")
    expect(gist).to_be_hidden()
    expect(link).to_be_focused()


def test_j6_a_photo_waits_in_a_closed_tab_until_there_is_internet(device, enter):
    phone, other = device("samira"), enter(device("naima", DESK), "Groep 5")
    enter(phone, "Groep 5")
    phone.context.set_offline(True)
    picture = photo("speelplein.jpg")
    sent = {"name": picture.name, "mimeType": "image/jpeg", "buffer": picture.read()}
    phone.locator("chat-composer [accept='image/*']").set_input_files(sent)
    phone.get_by_role("button", name="Verstuur").click()
    expect(phone.locator("[data-unsent] img")).to_be_visible()
    phone.close()

    phone.context.set_offline(False)
    enter(again := phone.context.new_page(), "Groep 5")
    for page in (again, other):
        expect(page.get_by_role("img", name="Foto van Samira")).to_have_count(1)
    expect(again.locator("[data-unsent]")).to_have_count(0)


def test_j6_at_night_the_chat_is_closed_and_nothing_is_lost(device, enter, keep_hours):
    phone, moderator = device("samira"), device("fatima", DESK)
    enter(phone, "Groep 5")
    keep_hours(moderator, "00:00", "00:01")
    say(phone, "Welterusten")  # the page was opened in time
    sentence = "De chat is open van 0.00 tot 0.01 uur."
    expect(phone.locator("[data-unsent]").get_by_text(sentence)).to_be_visible()

    enter(phone, "Groep 5")
    expect(phone.locator("chat-composer > .on-alert").get_by_text(sentence)).to_be_visible()
    expect(phone.get_by_role("textbox", name="Uw bericht")).to_be_hidden()

    keep_hours(moderator, "", "")
    enter(phone, "Groep 5")
    expect(bubbles(phone, "Welterusten")).to_have_count(1)
    expect(phone.locator("[data-unsent]")).to_have_count(0)


def test_j6_a_telephone_number_is_asked_about_and_can_still_be_sent(device, enter):
    phone = enter(device("samira"), "Groep 5")
    say(phone, "Bel mij op 06 12345678")
    bubble = phone.locator("[data-unsent]")
    expect(bubble.get_by_text("Staat er een telefoonnummer in uw tekst?")).to_be_visible()
    bubble.get_by_role("button", name="Toch zo sturen").click()
    expect(bubble).to_have_count(0)
    expect(bubbles(phone, "Bel mij op 06 12345678")).to_have_count(1)


def test_an_answer_and_a_change_are_seen_by_the_other(device, enter):
    phone, desk = enter(device("samira"), "Alle ouders"), device("naima", DESK)
    say(phone, "Wie neemt de bal mee?")
    enter(desk, "Alle ouders")
    asked = desk.locator(".on-msg", has_text="Wie neemt de bal mee?").last
    asked.get_by_role("link", name="Meer over het bericht").click()
    desk.get_by_role("link", name="Antwoord op dit bericht").click()
    say(desk, "Ik doe dat.")
    answer = phone.locator(".on-msg", has_text="Ik doe dat.").last
    expect(answer.locator(".on-quote")).to_contain_text("Wie neemt de bal mee?")

    mine = phone.locator(".on-msg", has_text="Wie neemt de bal mee?").first
    mine.get_by_role("link", name="Meer over het bericht").click()
    phone.get_by_role("link", name="Mijn bericht veranderen").click()
    phone.fill("[name=text]", "Wie neemt een bal mee?")
    phone.get_by_role("button", name="Bewaar").click()
    expect(desk.locator(".on-quote").last).to_contain_text("Wie neemt een bal mee?")
    expect(desk.get_by_text("veranderd ·").first).to_be_visible()


def test_with_the_keyboard_one_walks_the_messages_and_changes_ones_last(device, enter):
    desk = enter(device("samira", DESK), "Groep 5")
    box = desk.get_by_role("textbox", name="Uw bericht")
    box.fill("Tot morgn")
    box.press("Enter")
    expect(desk.locator("[data-seq]", has_text="Tot morgn")).to_have_count(1)
    desk.keyboard.press("Alt+ArrowUp")
    desk.keyboard.press("Alt+ArrowUp")
    newest = desk.locator("[role=log] [data-seq]")
    expect(newest.nth(-2)).to_be_focused()
    desk.keyboard.press("Alt+ArrowDown")
    expect(newest.last).to_be_focused()
    desk.keyboard.press("Alt+ArrowDown")
    expect(box).to_be_focused()
    desk.keyboard.press("ArrowUp")
    desk.fill("[name=text]", "Tot morgen")
    desk.get_by_role("button", name="Bewaar").click()
    expect(bubbles(desk, "Tot morgen")).to_have_count(1)


def test_the_number_in_the_menu_lives_on_every_page(device, enter, site):
    phone, other = device("samira"), enter(device("naima", DESK), "Werkgroep ouderkamer")
    enter(phone, "Werkgroep ouderkamer")
    phone.goto(f"{site}/netwerk/lindeboom/gesprekken/")
    chat = phone.locator(".on-nav").get_by_role("link", name=re.compile("^Chat"))
    before = int(chat.locator(".on-count").inner_text()) if chat.locator(".on-count").count() else 0
    say(other, "Wie brengt koekjes mee?")
    expect(chat.locator(".on-count")).to_have_text(str(before + 1))


STATUS = "address => fetch(address).then(({ status }) => status)"
SOCKET = """path => new Promise((closed) => {
  const socket = new WebSocket(new URL(path, location.href.replace(/^http/, "ws")))
  let heard = 0
  socket.onmessage = () => { heard += 1 }
  socket.onclose = ({ code }) => closed([code, heard])
})"""


@pytest.fixture
def she_returns(django_db_blocker):
    """Marieke is a member again with her tasks, for the journeys that come after."""
    with django_db_blocker.unblock():
        before = Membership.objects.filter(user__first_name="Marieke", ended_at=None)
        held = {one.pk: one.hosts for one in before}
        terms = [
            *Term.objects.filter(membership__in=held, ended_at=None).values_list("pk", flat=True)
        ]
    yield
    with django_db_blocker.unblock():
        for pk, hosts in held.items():
            Membership.objects.filter(pk=pk).update(ended_at=None, hosts=hosts)
        Term.objects.filter(pk__in=terms).update(ended_at=None)
        Barring.objects.filter(user__memberships__in=held).delete()


def test_who_was_let_go_has_no_door_left_after_two_seconds(device, enter, site, she_returns):
    """The open tab, a tab that comes back, the fragment it would ask for, a photo, and the list."""
    marieke, naima, fatima = device("marieke"), device("naima", DESK), device("fatima", DESK)
    enter(naima, "Alle ouders")
    picture = photo("taart.jpg")
    sent = {"name": picture.name, "mimeType": "image/jpeg", "buffer": picture.read()}
    naima.locator("chat-composer [accept='image/*']").set_input_files(sent)
    naima.get_by_role("button", name="Verstuur").click()
    expect(naima.get_by_role("img", name="Foto van Naima")).to_have_count(1)
    enter(marieke, "Alle ouders")
    doors = [
        marieke.url,
        marieke.locator("chat-log").get_attribute("src") + "?na=0",
        marieke.locator(".on-photo img").last.get_attribute("src"),
        HOME,
    ]
    live = marieke.locator("body").get_attribute("data-live")

    def answers():
        return [marieke.evaluate(STATUS, door) for door in doors]

    assert answers() == [200] * 4
    fatima.goto(f"{site}/netwerk/lindeboom/mensen/?naam=Marieke")
    fatima.get_by_role("link", name=re.compile("Haal weg.*Marieke")).click()
    fatima.fill("[name=reason]", "Verkoopt hier spullen.")
    fatima.get_by_role("button", name="Haal deze ouder weg").click()

    expect(marieke.locator("[data-seq]")).to_have_count(0, timeout=2000)
    say(naima, "Nu zonder haar.")
    expect(bubbles(naima, "Nu zonder haar.")).to_have_count(1)
    assert answers() == [404] * 4
    assert marieke.evaluate(SOCKET, live) == [4403, 0]
    assert "Nu zonder haar." not in marieke.content()
