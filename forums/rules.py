from community.access import rule
from forums.models import Forum, Post, Topic
from networks.models import Membership
from networks.models.life import Recognition


@rule("forums.start_topic")
def may_start_topic(user, network):
    """Parents always; school staff where a forum was opened for them."""
    membership = network.membership_of(user)
    if membership is None or membership.is_resting:
        return False
    return membership.is_parent or Forum.objects.visible_to(user).filter(network=network).exists()


@rule("forums.keep")
def may_keep(user, network):
    """Which subjects there are is for moderators."""
    membership = network.membership_of(user)
    return membership is not None and membership.moderates


@rule("forums.reply")
def may_reply(user, topic):
    """Whoever sees an open topic; in a closed one its moderators still may.

    A question for the school is between who asked it and the school, for all to read.
    """
    standing = _standing(user, topic)
    if standing is None or standing.is_resting:
        return False
    if topic.is_for_school:
        return topic.is_open and topic.is_asked_by(user)
    return topic.is_open or standing.moderates


@rule("forums.nameless")
def may_be_nameless(user, place):
    """Parents, in a topic or a new one in a network; the school answers under its name."""
    if isinstance(place, Topic):
        standing = _standing(user, place)
        return standing is not None and standing.is_parent
    membership = place.membership_of(user)
    return membership is not None and membership.is_parent


@rule("forums.break_seal")
def may_break_seal(user, post):
    """A moderator asks, and a second one agrees: see ``Opening``."""
    return post.nameless and may_moderate(user, post.topic)


@rule("forums.agree_to_break_seal")
def may_agree(user, opening):
    """Not the one who asked: it takes two."""
    waits = opening.is_asked and opening.asked_by_id != user.pk
    return waits and may_break_seal(user, opening.post)


@rule("forums.ask_school")
def may_ask_school(user, network):
    """Parents, where the school takes part and somebody of it is in."""
    membership = network.membership_of(user)
    if membership is None or not membership.is_parent or membership.is_resting:
        return False
    staff = network.memberships.current().filter(kind=Membership.Kind.SCHOOL)
    return network.recognition == Recognition.RECOGNISED and staff.exists()


@rule("forums.answer_for_school")
def may_answer_for_school(user, topic):
    """Somebody of the school, while the question stands."""
    standing = _standing(user, topic) if topic.is_for_school and topic.is_open else None
    return standing is not None and not standing.is_parent and topic.shows_title


@rule("forums.keep_desk")
def may_keep_desk(user, network):
    """How soon the school answers, and who does when somebody is away, is for its people."""
    membership = network.membership_of(user)
    return membership is not None and not membership.is_parent


@rule("forums.say_heard")
def may_say_heard(user, question):
    """Who asked, or said "same here", once there is an answer."""
    if question.answered_at is None or _standing(user, question.topic) is None:
        return False
    return question.topic.is_asked_by(user) or user.pk in question.backers()


@rule("forums.react")
def may_react(user, post):
    return post.is_shown and _sees(user, post)


@rule("forums.edit")
def may_edit(user, post):
    """One's own words, while they stand and the topic is open."""
    standing = _standing(user, post.topic) if _wrote(user, post) and post.is_shown else None
    return standing is not None and post.topic.is_open and not standing.is_resting


@rule("forums.read_versions", afterlife=True)
def may_read_versions(user, post):
    """Everybody who reads the post; of a hidden one its moderators."""
    return _sees(user, post) if post.is_shown else may_moderate(user, post.topic)


@rule("forums.watch")
def may_watch(user, topic):
    """Whoever sees it, while answers can still come."""
    return _standing(user, topic) is not None


@rule("forums.pass_on")
def may_pass_on(user, post):
    """One's own words, to the school; what others said there never travels along."""
    stands = _wrote(user, post) and post.is_shown and not post.topic.is_for_school
    return stands and may_ask_school(user, post.network)


@rule("forums.write_out")
def may_write_out(user, post):
    """Who said it, and moderators for who cannot hear it."""
    return _sees(user, post) and (_wrote(user, post) or may_moderate(user, post.topic))


@rule("forums.ask_text")
def may_ask_text(user, post):
    return post.is_shown and _sees(user, post)


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
    standing = _standing(user, topic)
    return standing is not None and (standing.moderates or topic.is_asked_by(user))


@rule("forums.announce")
def may_announce(user, network):
    """What everybody hears of is for moderators to say."""
    membership = network.membership_of(user)
    return membership is not None and membership.moderates


@rule("forums.decide")
def may_decide(user, topic):
    """Say what becomes of a proposal."""
    return topic.is_proposal and may_moderate(user, topic)


@rule("forums.rearrange")
def may_rearrange(user, topic):
    """Move, split and sum up; a question for the school has its own place and clock."""
    return not topic.is_for_school and may_moderate(user, topic)


@rule("forums.merge")
def may_merge(user, topic):
    """Two conversations of one kind of talk; votes and messages to all stay what they are."""
    return topic.kind in (Topic.Kind.TALK, Topic.Kind.QUESTION) and may_moderate(user, topic)


@rule("forums.arrange")
def may_arrange(user, topic):
    """Close, reopen and pin."""
    return may_moderate(user, topic)


@rule("forums.moderate", afterlife=True)
def may_moderate(user, topic):
    """Hide and put back: moderators, where they see the topic."""
    standing = _standing(user, topic)
    return standing is not None and standing.moderates


def _standing(user, topic):
    """The membership of who sees ``topic``, or None.

    Known already when a page fetched it with ``for_page``; else one query.
    """
    if getattr(topic, "reader_key", None) != user.pk:
        topic = Topic.objects.for_page(user).filter(pk=topic.pk).first()
    if topic is None:
        return None
    return Membership(
        kind=topic.reader_kind,
        moderates=topic.reader_moderates,
        rests_until=topic.reader_rests_until,
    )


def _sees(user, post):
    return Post.objects.visible_to(user).filter(pk=post.pk).exists()


def _wrote(user, post):
    return post.is_by(user)
