"""What chats hold of a person besides what they said, which stays without their name."""

from community.accounts.closing import Personal
from networks.chat.models import Enclosure


class Unsent(Personal):
    def forget(self, person):
        """What was never sent goes; files are swept away later."""
        Enclosure.objects.unsent().filter(owner=person).delete()
