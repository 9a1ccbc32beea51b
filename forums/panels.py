from functools import partial

from django.db.models import DateTimeField
from django.utils.translation import ngettext

from community.prepared import Counted, ForReader, Given
from forums.cards import TopicCard
from forums.figures import Figures
from forums.met import as_met_by
from forums.models import Forum, Post, SchoolQuestion, Topic
from forums.models.topics import news_since
from networks.archive import AT_ONCE, called
from networks.panels import Card, Panel, Sheet

MOST = 3  # topics on Start
LATEST = 50  # of which those are chosen
MOST_NEWS = 99  # that are counted; nobody reads a larger number


class QuestionsForSchool(Panel):
    """For the people of the school on Start, and for everybody one number at the door."""

    order = 5
    main = "forums/_desk_panel.html"
    door = "forums/_reply_time.html"

    def facts(self, network, reader):
        questions = SchoolQuestion.objects.on_desk_of(reader).filter(network=network).open()
        waiting = list(questions)
        return {"network": network, "questions": waiting} if waiting else None

    def door_facts(self, network):
        days = Figures.of(network).public_days
        return {"days": days} if days is not None else None


class Conversations(Panel):
    order = 20
    place = "talk"
    main = "forums/_start_panel.html"
    address = r"/gesprekken/(\d{1,18})-"

    def cards(self, place, keys):
        topics = Topic.objects.filter(network=place.network, pk__in=keys, merged_into=None)
        topics = topics.select_related("network")
        return {topic.pk: _card(topic) for topic in place.within(topics, "forum__audience")}

    def write_down(self, place, *, title, text, by):
        of = Forum.objects.for_school if place.has_school else Forum.objects.for_parents
        return of(place.network).start_topic(title=title, text=text, by=by).get_absolute_url()

    def unread(self, network, reader):
        return _unread(reader, network=network.pk, since=news_since())

    def facts(self, network, reader):
        """What is new first, then what was said last; nothing before the first conversation."""
        topics = Topic.objects.visible_to(reader).filter(network=network, shows_title=True)
        latest = topics.order_by("-last_post_at").values("pk")[:LATEST]
        listed = Topic.objects.filter(pk__in=latest).for_listing(reader)
        newest = list(listed.order_by("-is_unread", "-last_post_at", "-pk")[:MOST])
        shown = as_met_by(reader, newest)
        for topic in shown:
            topic.network = network  # at hand already
        cards = [TopicCard.of(topic, network) for topic in shown]
        return {"network": network, "topics": cards} if cards else None

    def export(self, network, reader):
        topics = Topic.objects.visible_to(reader).filter(network=network).order_by("pk")
        posts = Post.objects.visible_to(reader).shown().filter(topic__network=network)
        topics = topics.select_related("forum", "author")
        posts = posts.select_related("author").order_by("pk")
        return (
            Sheet(
                "conversations/topics.json",
                map(partial(_topic, network), _rows(topics)),
                topics.count(),
            ),
            Sheet(
                "conversations/posts.json",
                map(partial(_post, network), _rows(posts)),
                posts.count(),
            ),
        )


@partial(ForReader, Counted)
def _unread(reader):
    since = Given("since", DateTimeField())
    topics = Topic.objects.visible_to(reader).filter(network=Given("network"))
    return topics.with_news_for(reader, since).unread(since).values("pk")[:MOST_NEWS]


def _rows(queryset):
    return queryset.iterator(AT_ONCE)


def _topic(network, topic):
    return {
        "id": topic.pk,
        "forum": topic.forum.name,
        "title": topic.shown_title,
        "kind": topic.kind,
        "by": called(topic.author, network),
        "started_at": topic.created_at,
        "closed_at": topic.closed_at,
        "answer": topic.answer_id,
    }


def _post(network, post):
    return {
        "id": post.pk,
        "topic": post.topic_id,
        "by": called(post.author, network),
        "from_school": post.from_school,
        "posted_at": post.posted_at,
        "text": post.text,
    }


def _card(topic):
    line = ngettext("%(n)d answer", "%(n)d answers", topic.reply_count) % {"n": topic.reply_count}
    return Card(topic.get_absolute_url(), topic.shown_title, line, "talk", "primary")
