from http import HTTPMethod

from django.conf import settings
from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PublishingPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail.url_routing import RouteResult

from cms import blocks
from cms.forms import OwnFilesForm
from cms.voices import VoicesBlock


class SitePage(Page):
    """What all our pages have in common: public once live, Dutch as its editor wrote it."""

    private_page_options = []
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD]
    settings_panels = [PublishingPanel()]
    base_form_class = OwnFilesForm
    written_in = settings.LANGUAGE_CODE
    direction = "ltr"

    class Meta:
        abstract = True

    @property
    def address(self):
        """The path on our one site, without asking the database which sites there are."""
        return "/" + self.url_path.split("/", 2)[2]

    @property
    def whole_address(self):
        return f"{settings.BASE_URL}{self.address}"

    @classmethod
    def read(cls, pk):
        """The page as it is served, in one query."""
        return cls.objects.get(pk=pk)

    def get_view_restrictions(self):
        """Of it and of what is above it. None of ours is an alias, for which Wagtail looks too."""
        steps = range(self.steplen, len(self.path) + 1, self.steplen)
        return PageViewRestriction.objects.filter(page__path__in=[self.path[:n] for n in steps])


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

    voices = StreamField(VoicesBlock(), blank=True, verbose_name=_("what parents say"))

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "cms.SchoolIndexPage",
        "cms.ExplainerIndexPage",
        "cms.PracticeIndexPage",
        "cms.StandardPage",
    ]
    content_panels = [FieldPanel(name) for name in ("title", "heading", "lead", "voices")]
    promote_panels = []

    class Meta:
        verbose_name = _("home page")

    def route(self, request, path_components):
        """In two queries, however deep a page lies; and nothing below what is not live."""
        if not path_components:
            return super().route(request, path_components)
        steps = ["/".join(path_components[: n + 1]) for n in range(len(path_components))]
        line = Page.objects.live().filter(url_path__in=[f"{self.url_path}{one}/" for one in steps])
        line = list(line.order_by("depth"))
        if len(line) < len(steps):
            raise Http404
        page = line[-1].specific_class.read(line[-1].pk)
        if len(line) > 1 and hasattr(type(page), "portal"):
            page.portal = line[-2].specific
        return RouteResult(page)


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
