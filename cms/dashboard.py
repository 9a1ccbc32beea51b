"""What a teacher finds first: four buttons, what parents sent, and what is still missing."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from cms.completeness import Meter, parts_of
from cms.models import PlanPage, Reading, SchoolPage, Suggestion
from community.access import can
from forums.models import SchoolQuestion

SOON = timedelta(days=7)


class FourButtons(Component):
    name = "four_buttons"
    template_name = "cms/admin/four_buttons.html"
    order = 10

    def __init__(self, request):
        self.user = request.user

    def get_context_data(self, parent_context):
        portals = SchoolPage.objects.live().edited_by(self.user).select_related("school")
        shown = list(portals.order_by("title")[:2])
        if len(shown) != 1:  # an operator chooses a school in the list of pages
            return {"portal": None, "name": self.user.first_name}
        portal, network = shown[0], self._network(shown[0])
        meter = Meter(parts_of(portal))
        return {
            "portal": portal,
            "name": self.user.first_name,
            "buttons": list(self._buttons(portal, network)),
            "waiting": self._waiting(),
            "meter": meter,
            "due": self._due(portal),
        }

    def _buttons(self, portal, network):
        edit = reverse("wagtailadmin_pages:edit", args=[portal.pk])
        theme = reverse("wagtailadmin_pages:add", args=["cms", "themepage", portal.pk])
        yield _("A theme"), _("What do you work on? Tell parents."), theme, "openquote", 0
        if network and can(self.user, "ouderkamer.plan", network):
            date = reverse("ouderkamer:gathering_new", args=[network.slug])
            yield _("A date"), _("A coffee morning, or a parents' evening."), date, "date", 0
        else:
            yield _("A date"), _("Ask the network to let you in first."), "", "date", 0
        if network:
            questions = reverse("forums:school_questions", args=[network.slug])
            open_ones = SchoolQuestion.objects.on_desk_of(self.user).open().count()
            yield _("Answer a question"), _("Parents wait for you."), questions, "help", open_ones
        else:
            yield _("Answer a question"), _("No network asks yet."), "", "help", 0
        yield (
            _("Who is who"),
            _("Names, and when to reach them."),
            f"{edit}#panel-contacts",
            "group",
            0,
        )

    def _network(self, portal):
        mine = {"memberships__user": self.user, "memberships__ended_at": None}
        return portal.networks().filter(**mine).order_by("pk").first()

    def _waiting(self):
        return sum(kind.objects.to_judge(self.user).count() for kind in (Suggestion, Reading))

    def _due(self, portal):
        plans = PlanPage.objects.child_of(portal).live().sources()
        return [plan for plan in plans if plan.due(timezone.localdate() + SOON)]
