"""Pages in several languages: one page each, beside the one they were made from.

A translation is a page of its own, with its own editors' rights and its own address. How old it
is follows from what its editors say of each change of the source (BEHAVIOURS 5.7, after Kitsune).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.models.site import SitePage
from community.people.languages import SPOKEN, native_name

FROM_THE_RIGHT = {"ar", "fa", "ur"}
MOST_SPOKEN = 8  # languages that are offered without being asked for


class Size(models.TextChoices):
    """How much a change matters to who reads another language."""

    MINOR = "minor", _("A little: spelling, or a word")
    MEDIUM = "medium", _("Something: a sentence more or less")
    MAJOR = "major", _("A lot: a date, a place or a promise changed")


class State(models.TextChoices):
    NONE = "none", _("not there")
    UP_TO_DATE = "up_to_date", _("up to date")
    NEEDS_UPDATE = "needs_update", _("needs an update")
    OUTDATED = "outdated", _("old")


class Change(models.Model):
    """One time a page was published again, and how much its editor says was different."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="changes")
    size = models.CharField(max_length=6, choices=Size.choices)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return f"{self.page_id}: {self.size}"


def state_since(moment, changes):
    """The ``State`` of what was made at ``moment``, given the ``Change``s of its source."""
    later = {change.size for change in changes if change.at > moment}
    if Size.MAJOR in later:
        return State.OUTDATED
    return State.NEEDS_UPDATE if Size.MEDIUM in later else State.UP_TO_DATE


def _in_order(family):
    live = [page for page in family if page.live]
    return sorted(live, key=lambda page: (page.translation_of_id is not None, page.language))


class TranslatedQuerySet(PageQuerySet):
    def sources(self):
        return self.filter(translation_of=None)

    def for_reader(self):
        """A list, each page in the language of the screen if it is there; its own page says how
        old it is."""
        language, pages = get_language(), list(self)
        if language == settings.LANGUAGE_CODE or not pages:
            return pages
        translated = self.model.objects.live().filter(translation_of__in=pages, language=language)
        found = {page.translation_of_id: page for page in translated}
        return [found.get(page.pk, page) for page in pages]


class Translatable(SitePage):
    """A page that may have translations: pages that say in another language what it says."""

    change_size = models.CharField(
        _("How much did you change?"),
        max_length=6,
        choices=Size.choices,
        default=Size.MINOR,
        help_text=_(
            "Who reads it in another language then knows whether that text is still right."
        ),
    )

    translation_of_id = None
    language = settings.LANGUAGE_CODE
    settings_panels = [*SitePage.settings_panels, FieldPanel("change_size")]

    class Meta:
        abstract = True

    @property
    def language_name(self):
        """As its speakers write it."""
        return native_name(self.language)

    def translations(self):
        """Live or not."""
        return type(self).objects.filter(translation_of=self.pk)

    def translation_into(self, language, *, by):
        """The page in ``language``: the one that is there, or a draft in the words of this one."""
        known = self.translations().filter(language=language).first()
        facts = {"language": language, "translation_of": self.page_ptr, "owner": by}
        return known or self._draft(slug=f"{self.slug}-{language}", **facts)

    def languages(self):
        """Triples of a spoken language, its ``State`` and the translation or None: those that are
        there, and of the others the most spoken."""
        made = {page.language: page for page in self.translations()}
        for number, one in enumerate(SPOKEN):
            page = made.get(one.code)
            if one.code != self.language and (page or number < MOST_SPOKEN):
                yield one, page.state if page else State.NONE, page

    def note_change(self):
        """Written down at every publication, for whatever was made from this text."""
        if self.translation_of_id is None:
            Change.objects.create(page=self, size=self.change_size)

    def delete(self, *args, **kwargs):
        """With its translations, which say nothing without it."""
        for page in self.translations():
            page.delete(user=kwargs.get("user"))
        return super().delete(*args, **kwargs)

    def _draft(self, **facts):
        return self.copy(
            to=self.get_parent(),
            update_attrs={**facts, "change_size": Size.MINOR},
            copy_revisions=False,
            keep_live=False,
            user=None,
        )


class TranslatedPage(Translatable):
    """A page that may have translations, or be one."""

    language = models.CharField(
        _("language of this page"),
        max_length=7,
        choices=[(one.code, one.name) for one in SPOKEN],
        default=settings.LANGUAGE_CODE,
        editable=False,
    )
    translation_of = models.ForeignKey(
        Page, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def written_in(self):
        return self.language

    @property
    def direction(self):
        return "rtl" if self.language in FROM_THE_RIGHT else "ltr"

    @classmethod
    def read(cls, pk):
        """With its other languages."""
        one = cls.objects.filter(pk=pk).values("translation_of")
        same_source = Q(translation_of__in=one) | Q(pk__in=one)
        family = list(cls.objects.filter(Q(pk=pk) | Q(translation_of=pk) | same_source))
        page = next(each for each in family if each.pk == pk)
        page.versions = _in_order(family)
        return page

    @cached_property
    def versions(self):
        """Its live pages in all languages, the source first."""
        return type(self).read(self.pk).versions if self.pk else []

    @property
    def state(self):
        """The ``State`` of this translation."""
        changes = Change.objects.filter(page=self.translation_of_id)
        return state_since(self.last_published_at, changes) if self.last_published_at else ""
