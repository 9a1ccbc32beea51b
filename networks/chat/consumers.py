from community import live
from community.people.models import unmet
from community.prepared import Given, Prepared
from networks.chat.models import Message, Room, complete

FEW = 20  # people to ask for by key; of more it is quicker to read all


class NetworkConsumer(live.LiveConsumer):
    """Tells a page of a network that something new was said in one of its chats."""

    def bell_groups(self):
        return _bells(self.user, network=self.kwargs["pk"])


class RoomConsumer(live.LiveConsumer):
    """Carries one chat room to one tab, and rings for the others of its network."""

    def page_groups(self):
        return [f"room.{self.kwargs['pk']}"]

    def bell_groups(self):
        here = Room.objects.filter(pk=self.kwargs["pk"]).values("network")
        return _bells(self.user, network__in=here) - set(self.page_groups())


def _bells(person, **place):
    rooms = Room.objects.visible_to(person).filter(**place)
    return {f"room.{pk}" for pk in rooms.values_list("pk", flat=True)}


@live.blocks
def not_met(person):
    return set(unmet(person).values_list("other", flat=True))


@live.audience("room")
def who_hears(pk, people):
    room = Room.objects.select_related("network").filter(pk=pk).first()
    if room is None:
        return ()
    readers = room.readers.values_list("user", flat=True)
    return people.intersection(readers.filter(user__in=people) if len(people) < FEW else readers)


@live.counts("room")
def who_shows(pk, people):
    """Parents who are not shielded; of two people nobody learns whether one is there."""
    room = Room.objects.select_related("network").get(pk=pk)
    if room.is_pair:
        return ()
    parents = room.readers.filter(user__in=people, kind="parent", user__shielded=False)
    return parents.values_list("user", flat=True)


@live.draws("presence.changed")
def online(number):
    return "chat/_online.html", {"number": number}


@live.draws("typing")
def typing(pk, person):
    room = Room.objects.select_related("network").get(pk=pk)
    writer = room.readers.select_related("user").get(user=person)
    return "chat/_typing.html", {"writer": writer, "key": room.key_of(person), "by": person}


@live.draws("message.added", "message.changed")
def messages(pk):
    said = complete(_messages(pk=pk))
    context = {"messages": said}
    if said and not said[0].room.is_pair:
        context["by"] = said[0].author_id
        context["repeats"] = said[0].answers and said[0].answers.author_id
    return "chat/_messages.html", context


@Prepared
def _messages():
    return Message.objects.for_reading().select_related("room__network").filter(pk=Given("pk"))
