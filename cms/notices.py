from django.contrib.auth import get_user_model
from django.urls import reverse

from cms.models import SchoolPage, ThemePage
from community.activity.notices import Notice
from community.notifications.sorts import Sort
from ouderkamer.models.theme import Backing

# Written down for the ledger; who reads a letter hears of it by the letter itself.
SILENT = ("cms.newsletter_planned", "cms.newsletter_held")


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


class ThemePublished(Notice):
    """Who asked for it in the parents' room hears that the school made a theme of it."""

    verb = "cms.theme_published"
    sort = Sort.SCHOOL

    def recipients(self, event):
        asked = Backing.objects.filter(theme=event.about.wish_id, theme__network=event.network)
        here = {"memberships__network": event.network, "memberships__ended_at": None}
        return get_user_model().objects.filter(pk__in=asked.values("person"), **here)

    def is_visible_to(self, person, event):
        return ThemePage.objects.live().filter(pk=event.about_id).exists()

    def url(self, event):
        return event.about.address

    def facts(self, event):
        return {"title": event.about.title}


class _Sent(Notice):
    """The editors of a page hear that a parent sent something for it."""

    sort = Sort.TASKS

    def recipients(self, event):
        return event.about.portal.editors()

    def url(self, event):
        return reverse("cms_desk")

    def facts(self, event):
        return {"by": event.by.shown_name if event.by else ""}


class Suggested(_Sent):
    verb = "cms.suggested"


class ReadingSent(_Sent):
    verb = "cms.reading_sent"


class _Decided(Notice):
    """The parent hears what the school says to what they sent."""

    sort = Sort.ANSWERS

    def recipients(self, event):
        return [event.about.by] if event.about.by else []

    def url(self, event):
        return event.about.portal.address

    def facts(self, event):
        return {"word": event.about.word, "school": event.about.portal.title}


class SuggestionAccepted(_Decided):
    verb = "cms.suggestion_accepted"


class SuggestionRefused(_Decided):
    verb = "cms.suggestion_refused"


class ReadingAccepted(_Decided):
    verb = "cms.reading_accepted"


class ReadingRefused(_Decided):
    verb = "cms.reading_refused"


class NewsletterSent(Notice):
    """Who gets no mail finds the letter on the site."""

    verb = "cms.newsletter_sent"
    sort = Sort.EVERYBODY

    def recipients(self, event):
        here = [one for one in event.about.readers if one.network_id == event.network_id]
        return [one.user for one in here if not one.gets_mail]

    def url(self, event):
        return event.about.address_in(event.network)

    def facts(self, event):
        return {"title": event.about.title}


class PlanDue(Notice):
    """The editors are reminded of the day on which they look how their plan went."""

    verb = "cms.plan_due"
    sort = Sort.TASKS

    def recipients(self, event):
        return event.about.portal.editors()

    def is_visible_to(self, person, event):
        return (
            event.about is not None and event.about.portal.editors().filter(pk=person.pk).exists()
        )

    def url(self, event):
        return reverse("wagtailadmin_pages:edit", args=[event.about_id])

    def facts(self, event):
        return {"title": event.about.title}
