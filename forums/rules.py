from community.access import rule
from forums.models import Forum, Post, Topic


@rule("forums.start_topic")
def may_start_topic(user, network):
    """Parents always; school staff where a forum was opened for them."""
    membership = network.membership_of(user)
    if membership is None:
        return False
    return membership.is_parent or Forum.objects.visible_to(user).filter(network=network).exists()


@rule("forums.reply")
def may_reply(user, topic):
    """Whoever sees an open topic; in a closed one its moderators still may."""
    if topic.is_open:
        return Topic.objects.visible_to(user).filter(pk=topic.pk).exists()
    return may_moderate(user, topic)


@rule("forums.react")
def may_react(user, post):
    return post.is_shown and _sees(user, post)


@rule("forums.edit")
def may_edit(user, post):
    """One's own words, while they stand and the topic is open."""
    return _wrote(user, post) and post.is_shown and post.topic.is_open and _sees(user, post)


@rule("forums.take_back", afterlife=True)
def may_take_back(user, post):
    return _wrote(user, post) and post.is_shown and _sees(user, post)


@rule("forums.put_back", afterlife=True)
def may_put_back(user, post):
    return _wrote(user, post) and post.can_come_back and _sees(user, post)


@rule("forums.settle")
def may_settle(user, topic):
    """Who asked says what helped, and moderators do where nobody thinks of it."""
    if not topic.is_question:
        return False
    asked = topic.author_id is not None and topic.author_id == user.pk
    if asked:
        return Topic.objects.visible_to(user).filter(pk=topic.pk).exists()
    return may_moderate(user, topic)


@rule("forums.arrange")
def may_arrange(user, topic):
    """Close, reopen and pin."""
    return may_moderate(user, topic)


@rule("forums.moderate", afterlife=True)
def may_moderate(user, topic):
    """Hide and put back: moderators, where they see the topic."""
    moderating = user.memberships.filter(ended_at=None, moderates=True)
    visible = Topic.objects.visible_to(user).filter(pk=topic.pk)
    return visible.filter(network__memberships__in=moderating).exists()


def _sees(user, post):
    return Post.objects.visible_to(user).filter(pk=post.pk).exists()


def _wrote(user, post):
    return post.author_id is not None and post.author_id == user.pk
