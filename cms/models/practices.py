"""What worked elsewhere, and what did not: cards that a network takes over into its agenda."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager

from cms import blocks
from cms.models.site import SitePage
from cms.models.translated import TranslatedPage, TranslatedQuerySet
from community.search.words import Findable
from ouderkamer.models import Gathering


class About(models.TextChoices):
    CALLING = "calling", _("Ringing parents")
    COFFEE = "coffee", _("Coffee")
    FATHERS = "fathers", _("Fathers")
    LANGUAGE = "language", _("Language")
    LEARNING = "learning", _("Learning at home")


class Verdict(models.TextChoices):
    WORKS = "works", _("Works well")
    UNSURE = "unsure", _("Not sure yet")
    FAILED = "failed", _("Did not work")


LOOKS = {
    About.CALLING: ("phone", "coral"),
    About.COFFEE: ("cup", "mint"),
    About.FATHERS: ("people", "sky"),
    About.LANGUAGE: ("globe", "primary"),
    About.LEARNING: ("book", "accent"),
}
TONES = {Verdict.WORKS: "mint", Verdict.UNSURE: "accent", Verdict.FAILED: "neutral"}


class PracticeIndexPage(SitePage):
    """All cards, by subject."""

    max_count = 1
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.PracticePage"]
    content_panels = [FieldPanel("title")]
    promote_panels = []

    class Meta:
        verbose_name = _("list of practice cards")

    def get_context(self, request, *args, **kwargs):
        cards = PracticePage.objects.child_of(self).live().sources().order_by("path")
        asked = request.GET.get("over", "")
        if asked in About.values:
            cards = cards.filter(subject=asked)
        context = super().get_context(request, *args, **kwargs)
        return {**context, "cards": cards.for_reader(), "asked": asked, "subjects": About.choices}


class PracticePage(TranslatedPage):
    """One way of doing it: for whom, how much work, and what came of it."""

    subject = models.CharField(_("about"), max_length=8, choices=About.choices)
    verdict = models.CharField(_("did it work?"), max_length=6, choices=Verdict.choices)
    tried_by = models.CharField(_("which schools tried it?"), max_length=160)
    intro = models.CharField(_("in one sentence"), max_length=160)
    for_whom = models.CharField(_("for whom?"), max_length=160)
    effort = models.CharField(
        _("how much work?"), max_length=160, help_text=_("In hours, and by how many people.")
    )
    result = models.CharField(
        _("what came of it?"), max_length=240, help_text=_("With at least one number.")
    )
    beware = models.CharField(_("mind this"), max_length=240, blank=True)
    steps = StreamField(blocks.LinesBlock(), blank=True, verbose_name=_("how do you do it?"))

    objects = PageManager.from_queryset(TranslatedQuerySet)()

    parent_page_types = ["cms.PracticeIndexPage"]
    subpage_types = []
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("subject"), FieldPanel("verdict"), FieldPanel("tried_by")]),
        FieldPanel("intro"),
        FieldPanel("for_whom"),
        FieldPanel("effort"),
        FieldPanel("result"),
        FieldPanel("beware"),
        FieldPanel("steps"),
    ]
    search_fields = [*Page.search_fields, *map(Findable, ("title", "intro", "for_whom", "result"))]

    class Meta:
        verbose_name = _("practice card")

    def clean(self):
        super().clean()
        if self.result and not re.search(r"\d", self.result):
            raise ValidationError(
                {"result": _("Write at least one number. How many parents came?")}
            )

    @property
    def icon(self):
        return LOOKS[self.subject][0]

    @property
    def tone(self):
        return LOOKS[self.subject][1]

    @property
    def verdict_tone(self):
        return TONES[self.verdict]

    @property
    def subject_key(self):
        return f"practice-{self.translation_of_id or self.pk}"

    def taken_over_by(self):
        """How many networks put it in their agenda."""
        taken = Gathering.objects.filter(subject=self.subject_key)
        return taken.aggregate(n=models.Count("network", distinct=True))["n"]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {**context, "taken_over_by": self.taken_over_by()}

    @property
    def as_words(self):
        """The card as the words of a date."""
        return "\n\n".join([self.intro, *(f"- {block.value}" for block in self.steps)])
