from community.access import rule
from networks.models.network import Audience


@rule("chat.begin")
def may_begin(user, network):
    """The first words in a network come from a parent: they make a room for parents."""
    membership = network.membership_of(user)
    return membership is not None and membership.is_parent


@rule("chat.say")
def may_say(user, room):
    """Parents talk in every room of their network, the school where it takes part."""
    membership = room.network.membership_of(user)
    return membership is not None and (membership.is_parent or room.audience == Audience.EVERYONE)


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
    """Moderators who take part in the room."""
    membership = message.room.network.membership_of(user)
    return membership is not None and membership.moderates and may_say(user, message.room)
