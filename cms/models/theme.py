from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager

from cms import blocks
from cms.forms import ThemeForm
from cms.models.below import BelowPortal
from cms.models.translated import TranslatedPage, TranslatedQuerySet
from community.search.words import Findable
from ouderkamer.models import Theme


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


class ThemePage(BelowPortal, TranslatedPage):
    """Something a school works on and parents can talk about, at school and at home."""

    teaser = models.CharField(
        _("teaser"), max_length=100, blank=True, help_text=_("One short sentence, on the card.")
    )
    intro = models.TextField(_("introduction"), max_length=500)
    for_whom = models.CharField(
        _("for whom?"), max_length=60, blank=True, help_text=_("For example: group 7 and 8.")
    )
    tone = models.CharField(_("colour"), max_length=8, choices=Tone.choices, default=Tone.PRIMARY)
    icon = models.CharField(_("drawing"), max_length=8, choices=Icon.choices, default=Icon.BOOK)
    from_date = models.DateField(
        _("starts on"), null=True, blank=True, help_text=_("Leave empty if it runs already.")
    )
    wish = models.ForeignKey(
        Theme,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Is it about what parents asked for?"),
        help_text=_("Who asked for it then hears that it is here."),
    )
    body = StreamField(blocks.ThemeBody(), blank=True, verbose_name=_("text"))

    objects = PageManager.from_queryset(TranslatedQuerySet)()

    base_form_class = ThemeForm
    suggestible = ("teaser", "intro", "for_whom")
    parent_page_types = ["cms.SchoolPage"]
    subpage_types = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("teaser"),
        FieldPanel("intro"),
        FieldPanel("body"),
        FieldPanel("for_whom"),
        FieldPanel("wish"),
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
    def subject_key(self):
        """Under which dates and conversations are about it, in whatever language it is read."""
        return f"theme-{self.translation_of_id or self.pk}"
