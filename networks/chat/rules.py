from community.access import rule
from networks.chat.models import Entry
from networks.models.network import Audience


@rule("chat.begin")
def may_begin(user, network):
    """The first words in a network come from a parent: they make a room for parents."""
    membership = network.membership_of(user)
    return membership is not None and membership.is_parent


@rule("chat.say")
def may_say(user, room):
    """Parents talk in every room of their network, the school where it takes part."""
    return _takes_part(user, room) and room.seats_reader(user)


@rule("chat.edit")
def may_edit(user, message):
    """Everyone changes their own words while they are new."""
    return message.author_id == user.pk and message.can_change and may_say(user, message.room)


@rule("chat.keep")
def may_keep(user, network):
    """Moderators open rooms, and say when people talk."""
    membership = network.membership_of(user)
    return membership is not None and membership.moderates


@rule("chat.take_back", afterlife=True)
def may_take_back(user, message):
    """Everyone takes back their own words, and only once."""
    return message.author_id == user.pk and message.is_shown and may_say(user, message.room)


@rule("chat.moderate", afterlife=True)
def may_moderate(user, message):
    """Moderators who take part in the room; what two people say is theirs."""
    membership = message.room.standing_of(user)
    if membership is None or not membership.moderates or message.room.is_pair:
        return False
    return may_say(user, message.room)


@rule("chat.pin")
def may_pin(user, message):
    """Whoever keeps order says what stands at the top."""
    return may_moderate(user, message)


@rule("chat.let_through")
def may_let_through(user, room):
    """Moderators, in a conversation with a guest that goes on."""
    membership = room.standing_of(user)
    return room.writers == room.Writers.ASK and membership is not None and membership.moderates


@rule("chat.react")
def may_react(user, message):
    return message.is_shown and may_say(user, message.room)


@rule("chat.join")
def may_join(user, room):
    """Where everybody who wants to is welcome."""
    return room.entry == Entry.OWN and _takes_part(user, room)


@rule("chat.write_to")
def may_write_to(user, membership):
    """A parent to another; who is shielded is found by nobody."""
    own = membership.network.membership_of(user)
    if own is None or own.pk == membership.pk or membership.user.shielded:
        return False
    return own.is_parent and membership.is_parent and membership.ended_at is None


def _takes_part(user, room):
    membership = room.standing_of(user)
    return membership is not None and (membership.is_parent or room.audience == Audience.EVERYONE)
