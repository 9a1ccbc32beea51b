from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from cms import blocks
from cms.forms import OwnPicturesForm
from cms.models.site import SitePage
from community.search.words import Findable
from networks.models import School

PER_PAGE = 20


class SchoolIndexPage(SitePage):
    """All schools that have a page here, with a box to look for one."""

    max_count = 1
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.SchoolPage"]
    content_panels = [FieldPanel("title")]
    promote_panels = []

    class Meta:
        verbose_name = _("list of schools")

    def get_context(self, request, *args, **kwargs):
        words = request.GET.get("q", "").strip()[:100]
        portals = SchoolPage.objects.child_of(self).live().select_related("school")
        if words:
            portals = portals.filter(school__in=School.objects.matching(words))
        listing = Paginator(portals.order_by("title", "pk"), PER_PAGE)
        return {
            **super().get_context(request, *args, **kwargs),
            "words": words,
            "query": f"{urlencode({'q': words})}&" if words else "",
            "portals": listing.get_page(request.GET.get("pagina")),
        }


class SchoolPage(SitePage):
    """What one school tells its parents, written by its own editors.

    Which school it is, only ``portal.open_portal`` decides.
    """

    school = models.OneToOneField(
        School, models.PROTECT, related_name="portal", verbose_name=_("school")
    )
    intro = models.TextField(
        _("introduction"),
        max_length=400,
        blank=True,
        help_text=_("Above this always stands: “You may always call.”"),
    )
    phone = models.CharField(_("phone number of the school"), max_length=20, blank=True)
    phone_hours = models.CharField(_("when can parents call?"), max_length=120, blank=True)
    directions = models.CharField(_("where is the door?"), max_length=120, blank=True)
    school_hours = models.CharField(_("school hours"), max_length=120, blank=True)
    contacts = StreamField(blocks.ContactsBlock(), blank=True, verbose_name=_("people to reach"))
    promises = StreamField(
        blocks.LinesBlock(), blank=True, verbose_name=_("what the school does for parents")
    )
    expects = StreamField(
        blocks.LinesBlock(), blank=True, verbose_name=_("what parents do for the school")
    )
    complaint = StreamField(
        blocks.StepsBlock(),
        blank=True,
        verbose_name=_("not satisfied? the steps"),
        help_text=_("End with somebody outside the school."),
    )

    is_creatable = False
    parent_page_types = ["cms.SchoolIndexPage"]
    subpage_types = ["cms.ThemePage"]
    admin_default_ordering = "ord"
    content_panels = [
        FieldPanel("title"),
        FieldPanel("intro"),
        MultiFieldPanel(
            [
                FieldPanel("phone"),
                FieldPanel("phone_hours"),
                FieldPanel("directions"),
                FieldPanel("school_hours"),
            ],
            heading=_("Call or come by"),
        ),
        FieldPanel("contacts"),
        FieldPanel("promises"),
        FieldPanel("expects"),
        FieldPanel("complaint"),
    ]
    promote_panels = []
    search_fields = [
        *Page.search_fields,
        *map(Findable, ("title", "intro")),
        index.RelatedFields("school", [Findable("place")]),
    ]

    class Meta:
        verbose_name = _("page of a school")

    def route(self, request, path_components):
        """Hand a theme the page it was found through, so that it need not look it up."""
        found = super().route(request, path_components)
        if path_components:
            found.page.portal = self
        return found

    def live_themes(self):
        """In the order the editor gave them."""
        return ThemePage.objects.child_of(self).live().order_by("path")

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), "themes": self.live_themes()}


class Tone(models.TextChoices):
    PRIMARY = "primary", _("purple")
    MINT = "mint", _("green")
    SKY = "sky", _("blue")
    CORAL = "coral", _("red-orange")
    ACCENT = "accent", _("yellow")


class Icon(models.TextChoices):
    BOOK = "book", _("book")
    SCHOOL = "school", _("school building")
    HEART = "heart", _("heart")
    NOTE = "note", _("sheet of paper")
    GLOBE = "globe", _("globe")
    PHONE = "phone", _("telephone")
    PEOPLE = "people", _("people together")
    CHILD = "child", _("child")
    CUP = "cup", _("cup")
    STAR = "star", _("star")


class ThemePageQuerySet(PageQuerySet):
    def on_portal_of(self, network):
        """Live themes on the live page of a network's school, in the editor's order."""
        portal = SchoolPage.objects.live().filter(school=network.school_id).values("path")[:1]
        return self.live().filter(path__startswith=models.Subquery(portal)).order_by("path")


class ThemePage(SitePage):
    """Something a school works on and parents can talk about, at school and at home."""

    teaser = models.CharField(
        _("teaser"), max_length=100, blank=True, help_text=_("One short sentence, on the card.")
    )
    intro = models.TextField(_("introduction"), max_length=500)
    tone = models.CharField(_("colour"), max_length=8, choices=Tone.choices, default=Tone.PRIMARY)
    icon = models.CharField(_("drawing"), max_length=8, choices=Icon.choices, default=Icon.BOOK)
    from_date = models.DateField(
        _("starts on"), null=True, blank=True, help_text=_("Leave empty if it runs already.")
    )
    body = StreamField(blocks.ThemeBody(), blank=True, verbose_name=_("text"))

    objects = PageManager.from_queryset(ThemePageQuerySet)()

    base_form_class = OwnPicturesForm
    parent_page_types = ["cms.SchoolPage"]
    subpage_types = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("teaser"),
        FieldPanel("intro"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("tone"), FieldPanel("icon"), FieldPanel("from_date")],
            heading=_("How the card looks"),
        ),
    ]
    search_fields = [
        *Page.search_fields,
        *map(Findable, ("title", "teaser", "intro", "body")),
    ]

    class Meta:
        verbose_name = _("theme")

    @property
    def starts_later(self):
        return self.from_date is not None and self.from_date > timezone.localdate()

    @property
    def portal_address(self):
        """The address of the page above this one."""
        return self.address.rsplit("/", 2)[0] + "/"

    @cached_property
    def portal(self):
        """The page of the school it belongs to."""
        return SchoolPage.objects.parent_of(self).get()
