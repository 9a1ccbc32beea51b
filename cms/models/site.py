from http import HTTPMethod

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PublishingPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from cms import blocks


class SitePage(Page):
    """What all our pages have in common: public once live, Dutch as its editor wrote it."""

    private_page_options = []
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD]
    settings_panels = [PublishingPanel()]
    written_in = settings.LANGUAGE_CODE

    class Meta:
        abstract = True

    @property
    def address(self):
        """The path on our one site, without asking the database which sites there are."""
        return "/" + self.url_path.split("/", 2)[2]


class HomePage(SitePage):
    """The front door: find your school, or start."""

    heading = models.CharField(
        _("heading"),
        max_length=80,
        blank=True,
        help_text=_("Leave empty for the usual words, which we have in every language."),
    )
    lead = models.CharField(
        _("first sentences"),
        max_length=240,
        blank=True,
        help_text=_("Leave empty for the usual words, which we have in every language."),
    )

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.SchoolIndexPage", "cms.StandardPage"]
    content_panels = [FieldPanel("title"), FieldPanel("heading"), FieldPanel("lead")]
    promote_panels = []

    class Meta:
        verbose_name = _("home page")


class StandardPage(SitePage):
    """A page of plain text, such as "how it works"."""

    intro = models.CharField(_("first sentences"), max_length=300, blank=True)
    body = RichTextField(_("text"), features=blocks.RICH_TEXT)

    parent_page_types = ["cms.HomePage"]
    subpage_types = []
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("text page")
