"""Start shows something of every part of the house; this is where its price is counted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.portal import open_portal
from forums.models import Forum, Topic
from networks.chat.models import Message, Room
from ouderkamer.models import Gathering
from tests.factories import make_theme


def fill(cast, how_many):
    """``how_many`` conversations, messages and gatherings in De Lindeboom, and three themes."""
    network = cast.lindeboom
    first = Forum.objects.default_for(network).start_topic(
        title="Hallo", text="Goedemorgen", by=cast.emre
    )
    Topic.objects.bulk_create(
        Topic(
            forum=first.forum,
            network=network,
            author=cast.emre,
            title=f"Gesprek {n}",
            last_post=first.last_post,
            last_post_at=timezone.now(),
        )
        for n in range(how_many)
    )
    room = Room.objects.default_for(network)
    Message.objects.bulk_create(
        Message(room=room, author=cast.emre, text="Hoi", seq=n, revision=n)
        for n in range(1, how_many + 1)
    )
    start = timezone.now() + timedelta(days=1)
    Gathering.objects.bulk_create(
        Gathering(
            network=network,
            title="Koffie",
            starts_at=start + timedelta(days=n),
            ends_at=start + timedelta(days=n, hours=1),
        )
        for n in range(how_many)
    )


@pytest.mark.parametrize("how_many", (20, 2000))
def test_start_costs_the_same_however_much_happens(
    client, cast, how_many, django_assert_num_queries
):
    fill(cast, how_many)
    portal = open_portal(cast.lindeboom.school, by=cast.beheer)
    for n in range(3):
        make_theme(portal, f"Thema {n}")
    client.force_login(cast.samira)
    client.get("/netwerk/de-lindeboom/")  # content types and site are remembered from here on

    with django_assert_num_queries(14):
        page = client.get("/netwerk/de-lindeboom/").content.decode()

    for words in ("Koffie", "Gesprek", "Hoi", "Thema 0", "Naima"):
        assert words in page
