"""Who hears of it when a task changes hands, or when nobody does it any more."""

from django.db.models import Q

from community.accounts.models import User
from community.activity.notices import Notice
from community.notifications.sorts import Sort
from networks.models import Silence, Term
from networks.models.membership import HOLDS_A_ROLE
from networks.notices.reader import is_inside, name_of


class _AboutTask(Notice):
    """A task and the people around it: its holder, and parents who hold another one."""

    def recipients(self, event):
        term = event.about
        around = event.network.memberships.current().with_a_role().filter(kind="parent")
        concerned = around | event.network.memberships.filter(pk=term.membership_id)
        return User.objects.filter(memberships__in=concerned).distinct()

    def is_visible_to(self, person, event):
        return Term.objects.visible_to(person).filter(pk=event.about_id).exists()

    def url(self, event):
        return event.network.hand_over_url

    def facts(self, event):
        """Names as others may know them; the role as its key, said in the reader's language."""
        term = event.about
        return {
            "name": name_of(term.membership.user, event.network),
            "asker": name_of(term.offered_by, event.network),
            "role": term.role,
            "ends_on": term.ends_on.isoformat(),
        }


class TaskOffered(_AboutTask):
    verb = "networks.task_offered"
    sort = Sort.TASKS

    def recipients(self, event):
        return User.objects.filter(pk=event.about.membership.user_id)

    def url(self, event):
        return event.about.get_absolute_url()


class TaskWithdrawn(TaskOffered):
    verb = "networks.task_withdrawn"


class TaskDeclined(_AboutTask):
    """Only whoever asked: saying no must be easy."""

    verb = "networks.task_declined"

    def recipients(self, event):
        return User.objects.filter(pk=event.about.offered_by_id)


class TaskAccepted(_AboutTask):
    verb = "networks.task_accepted"


class TaskPlanned(TaskOffered):
    verb = "networks.task_planned"

    def facts(self, event):
        return {**super().facts(event), "day": event.about.starts_on.isoformat()}


class TaskBegun(_AboutTask):
    verb = "networks.task_begun"


class TaskEnded(_AboutTask):
    verb = "networks.task_ended"


class TaskRenewed(_AboutTask):
    verb = "networks.task_renewed"


class TaskEnding(_AboutTask):
    verb = "networks.task_ending"
    sort = Sort.TASKS


class TaskExtended(_AboutTask):
    verb = "networks.task_extended"


class Silent(Notice):
    """The circle that is asked next to take a silent network up again."""

    verb = "networks.silent"
    sort = Sort.TASKS
    CIRCLES = {
        Silence.Circle.ROLE_HOLDERS: Q(kind="parent") & HOLDS_A_ROLE,
        Silence.Circle.MEMBERS: Q(kind="parent"),
        Silence.Circle.OUTSIDE: Q(kind="school"),
    }

    def recipients(self, event):
        circle = event.network.memberships.current().filter(self.CIRCLES[event.about.circle])
        return User.objects.filter(memberships__in=circle)

    def is_visible_to(self, person, event):
        return is_inside(person, event.network_id)

    def url(self, event):
        return event.network.people_url

    def facts(self, event):
        return {"circle": event.about.circle, "network": event.network.name}
