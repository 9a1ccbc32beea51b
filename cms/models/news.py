from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager

from cms import blocks
from cms.models.below import BelowPortal
from cms.models.translated import TranslatedPage, TranslatedQuerySet
from community.search.words import Findable


class NewsPage(BelowPortal, TranslatedPage):
    """A message on the page of a school, by the school or by parents."""

    intro = models.TextField(_("the news in two sentences"), max_length=400)
    body = StreamField(blocks.NewsBody(), blank=True, verbose_name=_("text"))
    by_parents = models.BooleanField(_("written by parents"), default=False, editable=False)

    objects = PageManager.from_queryset(TranslatedQuerySet)()

    suggestible = ("intro",)
    parent_page_types = ["cms.SchoolPage"]
    subpage_types = []
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*Page.search_fields, *map(Findable, ("title", "intro", "body"))]

    class Meta:
        verbose_name = _("news")
