"""How far the page of a school is, against what parents need (seed 004: ouderportaal)."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.models import BoardPage, PlanPage, ProtocolPage, SchoolPage, ThemePage

ENOUGH = 80  # percent: more is nice, and nobody has to
THEMES = 3


@dataclass(frozen=True)
class Part:
    title: str
    done: bool
    url: str
    note: str = ""


@dataclass(frozen=True)
class Meter:
    parts: list

    @property
    def percent(self):
        return round(100 * sum(part.done for part in self.parts) / len(self.parts))

    @property
    def is_ready(self):
        return self.percent >= ENOUGH

    @property
    def next(self):
        return next((part for part in self.parts if not part.done), None)


def meter_for(portal, user):
    """The ``Meter`` for who edits the page; None for everybody else."""
    edits = user.is_authenticated and SchoolPage.objects.edited_by(user).filter(pk=portal.pk)
    return Meter(parts_of(portal)) if edits and edits.exists() else None


def parts_of(portal):
    return [*_of_the_page(portal), *_of_themes(portal), *_laid_down(portal)]


def _of_the_page(portal):
    edit = reverse("wagtailadmin_pages:edit", args=[portal.pk])
    yield Part(_("Phone number, and when to call"), bool(portal.phone and portal.phone_hours), edit)
    has_door = bool(portal.directions and portal.school_hours)
    yield Part(_("Where the door is, and the school hours"), has_door, edit)
    yield Part(_("Who is who, with hours"), bool(portal.contacts), edit)
    yield Part(_("What we expect of each other"), bool(portal.promises and portal.expects), edit)
    outside = any(step.value["outside"] for step in portal.complaint)
    yield Part(_("What if a parent does not agree?"), outside, edit)


def _of_themes(portal):
    themes = list(ThemePage.objects.child_of(portal).live().sources())
    spoken = sum(any(block.block_type == "film" for block in theme.body) for theme in themes)
    translated = _translated(themes)
    first = reverse("wagtailadmin_pages:edit", args=[themes[0].pk]) if themes else None
    new, number = _new(portal, ThemePage), len(themes)
    yield Part(_("Three themes"), number >= THEMES, new, _of(number, THEMES))
    for title, done in (
        (_("Film or sound at the themes"), spoken),
        (_("A translation of the themes"), translated),
    ):
        yield Part(title, bool(themes) and done >= number, first or new, _of(done, number))


def _laid_down(portal):
    yield _page(portal, PlanPage, _("The parents' plan"))
    yield _page(portal, ProtocolPage, _("What you do when something happens"))
    yield _page(portal, BoardPage, _("Who is in charge of the school"))


def _page(portal, model, title):
    return Part(title, model.objects.child_of(portal).live().exists(), _new(portal, model))


def _new(portal, model):
    return reverse("wagtailadmin_pages:add", args=["cms", model._meta.model_name, portal.pk])


def _translated(themes):
    made = ThemePage.objects.live().filter(translation_of__in=[theme.pk for theme in themes])
    return made.values("translation_of").distinct().count()


def _of(number, total):
    return gettext("%(n)d of %(total)d") % {"n": number, "total": total} if total else ""
