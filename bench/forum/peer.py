"""Fills the peer with the same talk; prints, as ``ours.py`` does, where the pages are."""

import json
import os
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]
os.environ["DJANGO_SETTINGS_MODULE"] = "machina_settings"

import django  # noqa: E402 (after the settings are named)

django.setup()

# Only after django.setup(): that is why they stand here, with a noqa.

from django.contrib.auth.models import User  # noqa: E402
from django.db import connection  # noqa: E402
from machina.core.db.models import get_model  # noqa: E402
from words import FORUMS, MEMBERS, Talk  # noqa: E402

from bench.signing import signed_in  # noqa: E402

Forum = get_model("forum", "Forum")
Topic = get_model("forum_conversation", "Topic")
Post = get_model("forum_conversation", "Post")
STANDS = ["first_post", "last_post", "last_post_on", "posts_count", "created"]


def fill():
    people = User.objects.bulk_create(
        User(username=f"ouder{n}", password="!") for n in range(MEMBERS)
    )
    forums = [
        Forum.objects.create(name=f"Onderwerp {n}", type=Forum.FORUM_POST) for n in range(FORUMS)
    ]
    topics, posts, talk = [], [], list(Talk().topics())
    for forum, by, title, _began, said in talk:
        topic = Topic(forum=forums[forum], poster=people[by], subject=title[:255], slug="gesprek")
        topic.type, topic.status, topic.approved = Topic.TOPIC_POST, Topic.TOPIC_UNLOCKED, True
        topic.last_post_on = said[-1][2]
        topics.append(topic)
        posts += [
            Post(topic=topic, poster=people[who], subject=title[:255], content=text,
                 approved=True, created=at, updated=at)
            for who, text, at in said
        ]  # fmt: skip
    Topic.objects.bulk_create(topics, batch_size=1000)
    posts.sort(key=lambda post: post.created)
    moments = [post.created for post in posts]
    Post.objects.bulk_create(posts, batch_size=1000)
    for post, moment in zip(posts, moments, strict=True):
        post.created = moment  # saving had set it to now
    Post.objects.bulk_update(posts, ["created"], batch_size=1000)
    parts = {}
    for post in posts:
        parts.setdefault(post.topic_id, []).append(post)
    for topic in topics:
        said = parts[topic.pk]
        topic.first_post, topic.last_post, topic.posts_count = said[0], said[-1], len(said)
        topic.created = said[0].created
    Topic.objects.bulk_update(topics, STANDS, batch_size=1000)
    for forum in forums:
        forum.update_trackers()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return topics


def address(topic):
    forum = topic.forum
    return f"/forum/{forum.slug}-{forum.pk}/topic/{topic.slug}-{topic.pk}/"


if __name__ == "__main__":
    topics = fill()
    first, newest = topics[0], topics[-1]
    print(
        json.dumps(
            {
                "cookies": [signed_in(person) for person in User.objects.order_by("pk")[:60]],
                "topic list": f"/forum/{first.forum.slug}-{first.forum_id}/",
                "first page": address(first),
                "last page": f"{address(first)}?page={first.posts_count // 20}",
                "reply": f"{address(newest)}post/create/",
                "data": {"subject": "Re", "content": "Dat is bij ons ook zo."},
            }
        )
    )
