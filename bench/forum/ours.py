"""Fills an empty, migrated database with the talk, in one network; ``ours.py [TIMES]``.

Prints, as JSON, where the pages are and the cookies of a member.
"""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]
os.environ["DJANGO_SETTINGS_MODULE"] = "ours_settings"

import django  # noqa: E402 (after the settings are named)

django.setup()

# Only after django.setup(): that is why they stand here, with a noqa.

from django.db import connection  # noqa: E402
from wagtail.search.backends import get_search_backend  # noqa: E402
from words import DAYS, FORUMS, LONG, MEMBERS, NOW, POSTS, TOPICS, Talk  # noqa: E402

from bench.signing import signed_in  # noqa: E402
from community.accounts.models import User  # noqa: E402
from forums.models import Forum, Post, Topic  # noqa: E402
from networks.models import Membership, Network, School  # noqa: E402

COUNTED = ["last_post", "last_post_at", "reply_count"]


def fill():
    school = School.objects.create(code="99ZZ01", name="De Lindeboom", postcode="1093 AB")
    network = Network.objects.create(school=school, name="De Lindeboom", slug="lindeboom")
    people = User.objects.bulk_create(
        User(email=f"ouder{n}@voorbeeld.test", first_name=f"Ouder{n}") for n in range(MEMBERS)
    )
    Membership.objects.bulk_create(
        Membership(network=network, user=person, joined_at=NOW - timedelta(days=4000))
        for person in people
    )
    forums = [
        Forum.objects.create(network=network, name=f"Onderwerp {n}", position=n)
        for n in range(FORUMS)
    ]
    topics, posts = [], []
    for forum, by, title, began, said in Talk().topics():
        facts = {"title": title, "created_at": began, "last_post_at": said[-1][2]}
        topic = Topic(forum=forums[forum], network=network, author=people[by], **facts)
        topic.reply_count = len(said) - 1
        topics.append(topic)
        posts += [
            Post(topic=topic, author=people[who], text=text, posted_at=at, position=place,
                 is_first=place == 1)
            for place, (who, text, at) in enumerate(said, start=1)
        ]  # fmt: skip
    Topic.objects.bulk_create(topics, batch_size=1000)
    posts.sort(key=lambda post: post.posted_at)
    Post.objects.bulk_create(posts, batch_size=1000)
    last = {post.topic_id: post for post in posts}
    for topic in topics:
        topic.last_post = last[topic.pk]
    Topic.objects.bulk_update(topics, COUNTED, batch_size=1000)
    find = get_search_backend().get_index_for_model(Post)
    for first in range(0, len(posts), 1000):
        find.add_items(Post, posts[first : first + 1000])
    return network


def grow(times):
    """The same again, earlier and earlier, but for the long conversation."""
    for n in range(1, times):
        _copy(Topic, "id <> 1", {"id": f"id + {n * TOPICS}", "last_post_id": "NULL",
                                 "created_at": _earlier("created_at", n),
                                 "last_post_at": _earlier("last_post_at", n)})  # fmt: skip
        _copy(Post, "topic_id <> 1", {"id": f"id + {n * POSTS}", "topic_id": _from("topic_id", n),
                                      "posted_at": _earlier("posted_at", n)})  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(_FOUND.format(POSTS * n))
            cursor.execute(
                f"UPDATE forums_topic SET last_post_id = was.last_post_id + {n * POSTS} "
                f"FROM forums_topic AS was WHERE forums_topic.id = was.id + {n * TOPICS} "
                f"AND was.id <= {TOPICS}"
            )
    with connection.cursor() as cursor:
        for table in ("forums_topic", "forums_post"):
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), MAX(id)) FROM {table}"
            )
        cursor.execute("ANALYZE")


_FOUND = (
    "INSERT INTO wagtailsearch_indexentry (content_type_id, object_id, title, autocomplete, body, "
    "title_norm, title_text, body_text) SELECT content_type_id, object_id::int + {}, title, "
    "autocomplete, body, title_norm, title_text, body_text FROM wagtailsearch_indexentry "
    f"JOIN forums_post ON forums_post.id = object_id::int AND forums_post.id <= {POSTS} "
    "AND topic_id <> 1"
)


def _from(column, n):
    return f"{column} + {n * TOPICS}"


def _earlier(column, n):
    return f"{column} - interval '{n * DAYS} days'"


def _copy(model, which, changed):
    columns = [field.column for field in model._meta.concrete_fields]
    values = ", ".join(changed.get(column, column) for column in columns)
    first = TOPICS if model is Topic else POSTS
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) SELECT {values} "
            f"FROM {model._meta.db_table} WHERE {which} AND id <= {first}"
        )


if __name__ == "__main__":
    home = f"/netwerk/{fill().slug}/gesprekken/"
    grow(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    first = Topic.objects.order_by("created_at").get(reply_count=LONG - 1)
    page = first.get_absolute_url()
    print(
        json.dumps(
            {
                "cookies": [signed_in(person) for person in User.objects.order_by("pk")[:60]],
                "rows": "/rijen/",
                "topic list": home,
                "first page": f"{page}?pagina=1",
                "last page": f"{page}?bericht={first.last_post_id}",
                "search": "/zoeken/?q=fiets+schoolfeest",
                "reply": f"{Topic.objects.latest('pk').get_absolute_url()}antwoord/",
                "data": {"text": "Dat is bij ons ook zo."},
            }
        )
    )
