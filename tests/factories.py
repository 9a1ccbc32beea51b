"""Plain functions that make rows the way the product makes them."""

from datetime import timedelta

from django.utils import timezone

from cms.models import PracticeIndexPage, PracticePage, ThemePage
from community.accounts.models import User
from networks.models import Network, School

RULES = "Wij zijn aardig.\nWij noemen geen namen van kinderen."


def make_user(name, **fields):
    return User.objects.create_user(
        email=f"{name}@voorbeeld.test", first_name=name.title(), **fields
    )


def make_school(name="De Lindeboom", code="99ZZ01", **fields):
    return School.objects.create(
        name=name,
        code=code,
        **{
            "street": "Lindestraat",
            "house_number": "12",
            "postcode": "1093 AB",
            "place": "AMSTERDAM",
            **fields,
        },
    )


def make_network(name, school, by):
    return Network.objects.start(school=school, name=name, rules=RULES, by=by)


def make_forum(network, name="Alle ouders", **fields):
    return network.forums.create(name=name, **fields)


def make_topic(forum, by, title="Wie heeft een winterjas?", text="Maat 128 graag.", **fields):
    return forum.start_topic(title=title, text=text, by=by, **fields)


def make_many_topics(forum, by, number):
    """Quickly: topics of one post, counted as the product counts them."""
    topics = forum.topics.model.objects.bulk_create(
        forum.topics.model(forum=forum, network=forum.network, author=by, title=f"Vraag {n}")
        for n in range(number)
    )
    make_many_posts(topics, by)
    for topic in topics:
        topic.last_post = topic.posts.last()
    forum.topics.bulk_update(topics, ["last_post"], batch_size=200)
    return topics


def make_many_posts(topics, by, each=1, is_first=True):
    posts = topics[0].posts.model
    posts.objects.bulk_create(
        posts(topic=topic, author=by, text=f"Tekst {n}", is_first=is_first)
        for topic in topics
        for n in range(each)
    )
    for topic in topics:
        topic.posts.renumber()


def make_room(network, name="Alle ouders", **fields):
    return network.rooms.create(name=name, **fields)


def make_messages(room, author, number):
    """Quickly: lines in the order of the room, without the cost of saying them."""
    message = room.messages.model
    places = range(room.last_seq + 1, room.last_seq + number + 1)
    message.objects.bulk_create(
        message(room=room, author=author, text=f"Bericht {seq}.", seq=seq, revision=seq)
        for seq in places
    )
    room.last_seq = room.revision = places[-1]
    room.save()


def make_theme(portal, title="Lezen in groep 3", *, live=True, **fields):
    theme = ThemePage(title=title, intro="Tien minuten is genoeg.", live=live, **fields)
    portal.add_child(instance=theme)
    theme.save_revision()
    return theme


def make_practice(title="Opvang bij de koffie", **fields):
    facts = {
        "subject": "coffee",
        "verdict": "works",
        "tried_by": "De Brug",
        "intro": "Kleine kinderen zijn welkom.",
        "for_whom": "Ouders met kleine kinderen",
        "effort": "2 uur per week, 2 ouders",
        "result": "Er kwamen 24 ouders in plaats van 12.",
        **fields,
    }
    card = PracticePage(title=title, **facts)
    PracticeIndexPage.objects.get().add_child(instance=card)
    card.save_revision()
    return card


def make_gathering(network, title="Koffie en lezen", days=7, **fields):
    """A date ``days`` from now, at this time of the day, for an hour."""
    starts_at = fields.pop("starts_at", timezone.now() + timedelta(days=days))
    ends_at = fields.pop("ends_at", starts_at + timedelta(hours=1))
    return network.gatherings.create(title=title, starts_at=starts_at, ends_at=ends_at, **fields)


def make_series(network, first_on, **fields):
    """Coffee from 8.45 to 10.00, every week unless told otherwise."""
    clock = {"starts": "08:45", "ends": "10:00"}
    series = network.series.create(
        **{"title": "Koffieochtend", "first_on": first_on, **clock, **fields}
    )
    series.refresh_from_db()
    return series
