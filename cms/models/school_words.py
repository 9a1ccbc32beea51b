"""What the page of a school says in words, apart so that it can be said in other languages too."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager

from cms import blocks
from cms.models.below import BelowPortal
from cms.models.translated import TranslatedPage, TranslatedQuerySet

WORDS = (
    *("intro", "phone_hours", "directions", "school_hours"),
    *("promises", "expects", "complaint"),
)


class SchoolWords(models.Model):
    intro = models.TextField(
        _("introduction"),
        max_length=400,
        blank=True,
        help_text=_("Above this always stands: “You may always call.”"),
    )
    phone_hours = models.CharField(_("when can parents call?"), max_length=120, blank=True)
    directions = models.CharField(_("where is the door?"), max_length=120, blank=True)
    school_hours = models.CharField(_("school hours"), max_length=120, blank=True)
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

    class Meta:
        abstract = True


class SchoolWordsPage(SchoolWords, BelowPortal, TranslatedPage):
    """The words of the page of a school in another language, with everything else of that page.

    ``SchoolPage.translation_into`` makes it.
    """

    objects = PageManager.from_queryset(TranslatedQuerySet)()

    is_creatable = False
    parent_page_types = ["cms.SchoolPage"]
    subpage_types = []
    template = "cms/school_page.html"
    content_panels = [FieldPanel(name) for name in WORDS]

    class Meta:
        verbose_name = _("page of a school in another language")

    def __str__(self):
        return f"{self.title} ({self.language})"

    @classmethod
    def read(cls, pk):
        return cls.objects.get(pk=pk)

    @property
    def versions(self):
        return self.portal.versions

    def get_context(self, request, *args, **kwargs):
        return {**self.portal.get_context(request, *args, **kwargs), "words": self}
