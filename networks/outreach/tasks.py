from community.schedule.chores import every
from networks.outreach.models import Contact


@every(days=1)
def forget_notes():
    """After sixty days what was written down about a call goes."""
    Contact.objects.forget_notes()
