"""What calling holds of a person."""

from community.accounts.closing import Personal
from networks.outreach.models import Family


class Rung(Personal):
    def forget(self, person):
        """Who was rung before they came in, with every call and every look at the number."""
        Family.objects.filter(member__user=person).delete()
