"""What chats hold of a person besides what they said, which stays without their name."""

from community.accounts.closing import Personal
from networks.chat.models import Enclosure, Message, Question
from networks.mentions import names_of, without_names


class Unsent(Personal):
    def forget(self, person):
        """What was never sent, or still waits, goes; files are swept away later."""
        Question.objects.waiting().filter(author=person).delete()
        Enclosure.objects.unsent().filter(owner=person).delete()


class Called(Personal):
    def forget(self, person):
        """Where others called this person by name, there was a parent."""
        names = names_of(person)
        for message in Message.objects.filter(mentioned=person):
            message.text = without_names(message.text, names)
            message.save(update_fields=["text", "html"])
            message.mentioned.remove(person)
