"""Who hears of it when somebody begins a conversation or answers, or a post is hidden."""

from django.urls import reverse
from django.utils.translation import gettext

from community.access import can
from community.accounts.models import User
from community.activity.notices import Notice, Quote
from community.moderation.models import Case
from community.notifications.models import Choice
from community.notifications.sorts import Sort
from community.prepared import Counted, ForReader, Given
from community.richtext import excerpt, gist
from forums.mail import answer_address
from forums.models import Post, Watch
from networks.notices.reader import moderators, name_of

TITLE = 80  # characters of a title in a notice
QUOTED = 600  # characters of a post in a letter


def quote_of(post):
    """A post as a letter shows it: its words without what they quote, and who wrote them."""
    who = name_of(post.author, post.network) or gettext("A parent")
    return Quote(who, gist(post.text, QUOTED) or post.gist())


class TopicStarted(Notice):
    """Moderators greet newcomers, and some want to hear of everything new; for everybody else the
    list says it."""

    verb = "forums.topic_started"
    sort = Sort.NEWS

    def is_visible_to(self, person, event):
        """Nobody hears of what was hidden or taken back meanwhile."""
        return event.about.shows_title and super().is_visible_to(person, event)

    def recipients(self, event):
        wanted = Choice.objects.who_want(Sort.NEWS, event.network)
        return moderators(event) | User.objects.filter(pk__in=wanted)

    def facts(self, event):
        return {
            "name": name_of(event.by, event.network),
            "title": excerpt(event.about.shown_title, TITLE),
        }

    def place(self, event):
        return f"topic-{event.about.pk}"

    def quote(self, event, person):
        first = event.about.first
        return quote_of(first) if first and first.is_shown else None

    def answer_address(self, event, person):
        topic = event.about
        return answer_address(person, topic) if can(person, "forums.reply", topic) else ""


class Announced(TopicStarted):
    """What moderators tell everybody is for everybody who can read it there."""

    verb = "forums.announced"
    sort = Sort.EVERYBODY

    def recipients(self, event):
        return User.objects.filter(memberships__in=event.network.memberships.current())


# Asked for each of all who follow: put into SQL once.
_sees = ForReader(
    Counted, lambda reader: Post.objects.visible_to(reader).filter(pk=Given("post")).values("pk")
)


class Replied(Notice):
    """Whoever started the topic, said something in it or follows it, and did not mute it."""

    verb = "forums.replied"
    sort = Sort.ANSWERS

    def is_visible_to(self, person, event):
        return event.about.is_shown and _sees(person, post=event.about_id) > 0

    def recipients(self, event):
        topic = event.about.topic
        spoke = {post.writer_key for post in topic.posts.shown().defer("text", "html")}
        chose = dict(topic.watches.values_list("person", "level"))
        mute = {person for person, level in chose.items() if level == Watch.Level.MUTE}
        others = {*spoke, topic.asker_key, *chose} - mute - {event.about.writer_key, None}
        others -= set(event.about.mentioned.values_list("pk", flat=True))  # who hear that instead
        return User.objects.filter(pk__in=others)

    def facts(self, event):
        topic = event.about.topic
        return {
            "name": name_of(event.by, event.network),
            "title": excerpt(topic.shown_title, TITLE),
        }

    def place(self, event):
        return f"topic-{event.about.topic_id}"

    def quote(self, event, person):
        return quote_of(event.about)

    def answer_address(self, event, person):
        topic = event.about.topic
        return answer_address(person, topic) if can(person, "forums.reply", topic) else ""


class Mentioned(Replied):
    """Whom the text calls by name, unless they want to hear nothing of it."""

    verb = "forums.mentioned"

    def recipients(self, event):
        mute = event.about.topic.watches.filter(level=Watch.Level.MUTE)
        called = event.about.mentioned.exclude(pk__in=mute.values("person"))
        return called.exclude(pk=event.about.writer_key)


class AnswerHelped(Notice):
    """The one thing a writer most wants to hear."""

    verb = "forums.answer_helped"
    sort = Sort.ANSWERS

    def recipients(self, event):
        return User.objects.filter(pk=event.about.writer_key)

    def facts(self, event):
        title = excerpt(event.about.topic.shown_title, TITLE)
        return {"name": name_of(event.by, event.network), "title": title}

    def place(self, event):
        return f"topic-{event.about.topic_id}"


class PostHidden(Notice):
    """A moderator decided about a post: its writer hears it, with the reason if there is one.

    Of what was reported, the case tells more.
    """

    verb = "forums.post_hidden"
    sort = Sort.DECISIONS

    def recipients(self, event):
        if Case.objects.on(event.about).exists():
            return []
        return User.objects.filter(pk=event.about.writer_key)

    def facts(self, event):
        post = event.about
        return {"title": excerpt(post.topic.title, TITLE), "reason": post.hidden_reason}


class PostRestored(PostHidden):
    verb = "forums.post_restored"


class TextAsked(Notice):
    """Somebody cannot hear a recording: who spoke and the moderators can write it down."""

    verb = "forums.text_asked"
    sort = Sort.TASKS

    def recipients(self, event):
        return moderators(event) | User.objects.filter(pk=event.about.writer_key)

    def url(self, event):
        return reverse("forums:write_out", args=[event.network.slug, event.about.pk])

    def facts(self, event):
        return {"title": excerpt(event.about.topic.shown_title, TITLE)}
