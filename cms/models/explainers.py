"""How schools work in this country, explained once for everybody."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager

from cms import blocks, pathway
from cms.models.site import SitePage
from cms.models.translated import TranslatedPage, TranslatedQuerySet
from community.search.words import Findable


class ExplainerIndexPage(SitePage):
    """What parents want to know about school, each on a page."""

    max_count = 1
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ExplainerPage"]
    content_panels = [FieldPanel("title")]
    promote_panels = []

    class Meta:
        verbose_name = _("list of explanations")

    def get_context(self, request, *args, **kwargs):
        below = ExplainerPage.objects.child_of(self).live().sources().order_by("path")
        context = super().get_context(request, *args, **kwargs)
        return {**context, "explainers": below.for_reader()}


class ExplainerPage(TranslatedPage):
    """One thing about school in plain words, with a drawing of the ways if there is one."""

    class Pathway(models.TextChoices):
        NONE = "", _("no drawing")
        AFTER_PRIMARY = "after_primary", _("the ways after group 8")
        AFTER_VMBO = "after_vmbo", _("the ways after vmbo")

    intro = models.TextField(_("in three sentences"), max_length=500)
    pathway = models.CharField(
        _("drawing"), max_length=16, choices=Pathway.choices, blank=True, default=Pathway.NONE
    )
    body = StreamField(blocks.ThemeBody(), blank=True, verbose_name=_("text"))
    checked_on = models.DateField(
        _("when were the facts last checked?"),
        null=True,
        blank=True,
        help_text=_("Parents see this day."),
    )
    source = models.CharField(_("where do the facts come from?"), max_length=160, blank=True)

    objects = PageManager.from_queryset(TranslatedQuerySet)()

    parent_page_types = ["cms.ExplainerIndexPage"]
    subpage_types = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("pathway"),
        FieldPanel("body"),
        FieldPanel("source"),
        FieldPanel("checked_on"),
    ]
    search_fields = [*Page.search_fields, *map(Findable, ("title", "intro", "body"))]

    class Meta:
        verbose_name = _("explanation")

    @property
    def drawing(self):
        """The ``Pathway`` to draw, or None."""
        return pathway.DRAWINGS.get(self.pathway)
