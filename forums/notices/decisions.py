"""Who hears what moderators decided about a whole conversation."""

from community.accounts.models import User
from community.activity.notices import Notice
from community.notifications.sorts import Sort
from community.richtext import excerpt
from forums.models import Reaction
from forums.notices.talk import TITLE


class TopicClosed(Notice):
    """A moderator decided about a topic: whoever started it hears it."""

    verb = "forums.topic_closed"
    sort = Sort.DECISIONS

    def recipients(self, event):
        return User.objects.filter(pk=event.about.asker_key)

    def facts(self, event):
        return {"title": excerpt(event.about.shown_title, TITLE)}


class TopicReopened(TopicClosed):
    verb = "forums.topic_reopened"


class ProposalDecided(Notice):
    """Whoever made the proposal or found it a good idea."""

    verb = "forums.proposal_decided"
    sort = Sort.ANSWERS

    def recipients(self, event):
        topic = event.about
        liked = Reaction.objects.filter(post__topic=topic, kind=Reaction.Kind.IDEA)
        return User.objects.filter(
            pk__in={*liked.values_list("person", flat=True), topic.asker_key}
        )

    def facts(self, event):
        topic = event.about
        title = excerpt(topic.shown_title, TITLE)
        return {"title": title, "outcome": topic.outcome, "line": topic.outcome_line}


class Shifted(Notice):
    """The writers of what was moved."""

    sort = Sort.DECISIONS

    def recipients(self, event):
        writers = {post.writer_key for post in event.about.posts.defer("text", "html")}
        return User.objects.filter(pk__in=writers - {None})

    def facts(self, event):
        return {"title": excerpt(event.about.topic.shown_title, TITLE)}


class TopicMoved(Shifted):
    verb = "forums.topic_moved"


class PostsSplit(Shifted):
    verb = "forums.posts_split"


class TopicsMerged(Shifted):
    verb = "forums.topics_merged"
