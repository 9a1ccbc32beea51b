from django.contrib.auth import get_user_model

from cms.models import SchoolPage
from community.activity.notices import Notice


class PortalOpened(Notice):
    """The moderators hear that their school has a page of its own."""

    verb = "cms.portal_opened"

    def recipients(self, event):
        return get_user_model().objects.filter(
            memberships__network=event.network,
            memberships__ended_at=None,
            memberships__moderates=True,
        )

    def is_visible_to(self, person, event):
        return SchoolPage.objects.live().filter(pk=event.about_id).exists()

    def url(self, event):
        return event.about.address

    def facts(self, event):
        return {"school": event.about.school.name}
