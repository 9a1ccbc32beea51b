"""What moderation holds of a person."""

from community.accounts.closing import Personal
from community.moderation.models import Report


class Reported(Personal):
    def forget(self, person):
        """Cases stay, without who reported them; what moderators chose stays without a name."""
        Report.objects.filter(by=person).delete()
