"""What conversations hold of a person besides what they said, which stays without their name."""

from community.accounts.closing import Personal
from forums.models import Draft, Enclosure


class Unsent(Personal):
    def forget(self, person):
        """What was never sent goes; files are swept away later."""
        Draft.objects.filter(person=person).delete()
        Enclosure.objects.unsent().filter(owner=person).delete()
