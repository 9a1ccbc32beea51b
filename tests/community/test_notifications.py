"""The tray: one's own, of networks one is in, each thing once."""

import pytest

from community.notifications.models import Notification, deliver

FACTS = {"name": "Emre", "title": "Wie loopt er mee?"}


def tell(network, *people, source=1):
    deliver(
        people,
        source=source,
        network=network.pk,
        kind="forums.replied",
        url="/netwerk/de-lindeboom/",
        facts=FACTS,
    )


def trays(cast):
    """Who has how many unread notices, out of the whole of De Lindeboom and Het Kompas."""
    people = (cast.samira, cast.emre, cast.naima, cast.bart)
    counts = {p: Notification.objects.visible_to(p).unread().count() for p in people}
    return {person.first_name: number for person, number in counts.items() if number}


@pytest.fixture
def nothing_yet(cast):
    Notification.objects.all().delete()


@pytest.mark.usefixtures("nothing_yet")
def test_a_notice_reaches_its_readers_once_however_often_it_is_sent(cast):
    for _ in range(3):
        tell(cast.lindeboom, cast.samira, cast.naima)

    assert trays(cast) == {"Samira": 1, "Naima": 1}


@pytest.mark.usefixtures("nothing_yet")
def test_who_leaves_a_network_keeps_no_notice_of_it(cast):
    tell(cast.lindeboom, cast.samira)
    tell(cast.kompas, cast.bart, source=2)

    cast.lindeboom.membership_of(cast.samira).end(by=cast.samira)

    assert trays(cast) == {"Bart": 1}


@pytest.mark.usefixtures("nothing_yet")
def test_the_tray_shows_ones_own_and_its_price_does_not_grow(
    client, cast, django_assert_num_queries
):
    tell(cast.lindeboom, cast.naima, source=100)
    client.force_login(cast.samira)
    for number in (1, 3):
        for source in range(number):
            tell(cast.lindeboom, cast.samira, source=source)
        with django_assert_num_queries(4):
            page = client.get("/ik/meldingen/").content.decode()
        assert page.count("on-card__link") == number


@pytest.mark.usefixtures("nothing_yet")
def test_opening_a_notice_reads_it_and_leads_where_it_points(client, cast):
    tell(cast.lindeboom, cast.samira, cast.naima)
    notice = Notification.objects.get(recipient=cast.samira)
    client.force_login(cast.samira)

    answer = client.post(f"/ik/meldingen/{notice.pk}/")

    assert (answer.status_code, answer.url) == (302, "/netwerk/de-lindeboom/")
    assert trays(cast) == {"Naima": 1}


@pytest.mark.usefixtures("nothing_yet")
def test_nobody_opens_the_notice_of_somebody_else(client, cast):
    tell(cast.lindeboom, cast.samira)
    client.force_login(cast.naima)

    assert client.post(f"/ik/meldingen/{Notification.objects.get().pk}/").status_code == 404
    assert trays(cast) == {"Samira": 1}


@pytest.mark.usefixtures("nothing_yet")
def test_i_have_seen_everything_empties_ones_own_tray(client, cast):
    tell(cast.lindeboom, cast.samira, cast.naima)
    client.force_login(cast.samira)

    client.post("/ik/meldingen/gelezen/")

    assert trays(cast) == {"Naima": 1}
    assert "1 nieuw" not in client.get("/ik/meldingen/badge/").content.decode()


@pytest.mark.usefixtures("nothing_yet")
def test_the_bell_counts(client, cast):
    for source in range(3):
        tell(cast.lindeboom, cast.samira, source=source)
    client.force_login(cast.samira)

    assert "3 nieuw" in client.get("/ik/meldingen/badge/").content.decode()
