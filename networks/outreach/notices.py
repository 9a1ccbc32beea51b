"""Who hears of calls: hardly anybody. The ledger holds no name of a family and no number."""

from django.urls import reverse

from community.accounts.models import User
from community.activity.notices import Notice
from community.notifications.sorts import Sort
from networks.models import Membership
from networks.notices.reader import is_inside, name_of

SILENT = (
    *("outreach.entered", "outreach.stopped", "outreach.joined", "outreach.called"),
    *("outreach.round_begun", "outreach.round_ended", "outreach.corrected"),
    *("outreach.said_for", "outreach.taken_back"),
)


class SchoolAsked(Notice):
    """The people of the school: a contact parent tells them what and for whom, not this page."""

    verb = "outreach.school_asked"
    sort = Sort.TASKS

    def recipients(self, event):
        staff = event.network.memberships.current().filter(kind=Membership.Kind.SCHOOL)
        return User.objects.filter(memberships__in=staff)

    def is_visible_to(self, person, event):
        return is_inside(person, event.network_id)

    def url(self, event):
        return reverse("outreach:desk", args=[event.network.slug])

    def facts(self, event):
        return {"name": name_of(event.by, event.network)}
