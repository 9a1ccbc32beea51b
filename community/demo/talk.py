"""The conversations and chats of the demo, laid back in time from now."""

from datetime import timedelta

from django.utils import timezone

from community.activity.recording import record
from forums.models import Forum, Post, Reaction, Topic, TopicReading
from networks.chat.models import Hours, Message, Reading, Room

NEWS_IS = timedelta(days=1)  # what is older has been read
UNREAD_MESSAGES = 7
DAY = (7, 22)  # local hours between which people chat


def load(network, content, people):
    """``content`` has the keys of ``conversations.toml`` and ``chat.toml``."""
    forums = {written["key"]: _forum(network, written) for written in content["forum"]}
    for written in content["topic"]:
        _topic(forums[written["forum"]], written, people)
    _mark_old_topics_read(network)
    Hours.objects.create(
        network=network, opens=None, closes=None
    )  # a demo is looked at at night too
    for position, written in enumerate(content["room"]):
        _room(network, written, people, position)


def load_first(network, *, by):
    """The first question in a young network."""
    Forum.objects.default_for(network).start_topic(
        title="Wie kent een goed luisterboek?",
        text="Mijn zoon van negen houdt van verhalen. Zelf lezen is zwaar voor hem.",
        by=by,
    )


def _forum(network, written):
    return Forum.objects.create(
        network=network,
        name=written["name"],
        line=written["line"],
        audience=written["audience"],
        position=Forum.objects.filter(network=network).count(),
    )


def _topic(forum, written, people):
    began = timezone.now() - timedelta(days=written["days_ago"])
    topic = Topic.objects.create(
        forum=forum,
        network=forum.network,
        author=people[written["author"]],
        title=written["title"],
        kind=written["kind"],
        lang=written.get("lang", "nl"),
        created_at=began,
        is_pinned=written.get("pinned", False),
        outcome=written.get("outcome", ""),
        outcome_line=written.get("outcome_line", ""),
        summary=written.get("summary", ""),
    )
    _post(topic, written, people, began, is_first=True)
    for reply in written.get("reply", ()):
        said_at = min(began + timedelta(hours=reply["hours_after"]), timezone.now())
        post = _post(topic, reply, people, said_at)
        if timezone.now() - said_at < NEWS_IS:
            record("forums.replied", by=post.author, about=post, network=topic.network)
    topic.posts.renumber()
    topic.recount()


def _post(topic, written, people, posted_at, *, is_first=False):
    post = Post.objects.create(
        topic=topic,
        author=people[written["author"]],
        text=written["text"],
        lang=written.get("lang", "nl"),
        is_first=is_first,
        from_school=written.get("school", False),
        posted_at=posted_at,
    )
    Reaction.objects.bulk_create(
        Reaction(post=post, person=people[key], kind=kind)
        for kind, name in (("nice", "fine"), ("same", "same"), ("idea", "idea"))
        for key in written.get(name, ())
    )
    return post


def _mark_old_topics_read(network):
    old = Topic.objects.filter(network=network, last_post_at__lt=timezone.now() - NEWS_IS)
    TopicReading.objects.bulk_create(
        TopicReading(topic=topic, user_id=membership.user_id, read_up_to=topic.last_post_id)
        for topic in old
        for membership in network.memberships.current()
    )


def _room(network, written, people, position):
    room = Room.objects.create(
        network=network, name=written["name"], audience=written["audience"], position=position
    )
    messages = written["message"]
    for seq, said in enumerate(messages, start=1):
        Message.objects.create(
            room=room,
            author=people[said["author"]],
            text=said["text"],
            seq=seq,
            revision=seq,
            said_at=_while_awake(said["minutes_ago"]),
        )
    room.last_seq = room.revision = len(messages)
    room.save()
    read_up_to = len(messages) - (UNREAD_MESSAGES if position else 2)
    Reading.objects.bulk_create(
        Reading(room=room, user_id=membership.user_id, up_to=max(read_up_to, 0))
        for membership in network.memberships.current()
    )


def _while_awake(minutes):
    """The moment so many minutes ago, when only hours in which people chat are counted."""
    moment, left = timezone.localtime(), timedelta(minutes=minutes)
    while True:
        opens, closes = (moment.replace(hour=hour, minute=0, second=0) for hour in DAY)
        moment = min(moment, closes)
        if moment - opens >= left:
            return moment - left
        left -= max(moment - opens, timedelta(0))
        moment = closes - timedelta(days=1)
