"""What a school lays down: its agreements with parents, its protocols and who is in charge."""

from django.db import models
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageManager, Revision

from cms import blocks
from cms.models.below import BelowPortal
from cms.models.translated import TranslatedPage, TranslatedQuerySet
from community.search.words import Findable


class PlanPage(BelowPortal, TranslatedPage):
    """The ouderplan: what school and parents want together, and when they look how it went."""

    vision = models.TextField(
        _("what do school and parents want together?"),
        max_length=800,
        help_text=_("Three short sentences are enough."),
    )
    made_how = models.CharField(
        _("who made it, and how?"),
        max_length=200,
        blank=True,
        help_text=_("For example: on two coffee mornings, with 64 parents."),
    )
    goals = StreamField(blocks.GoalsBlock(), blank=True, verbose_name=_("goals"))

    objects = PageManager.from_queryset(TranslatedQuerySet)()

    suggestible = ("vision", "made_how")
    parent_page_types = ["cms.SchoolPage"]
    subpage_types = []
    max_count_per_parent = 1
    content_panels = [
        *Page.content_panels,
        FieldPanel("vision"),
        FieldPanel("made_how"),
        FieldPanel("goals"),
    ]
    search_fields = [*Page.search_fields, *map(Findable, ("title", "vision", "goals"))]

    class Meta:
        verbose_name = _("parents' plan")

    def due(self, by):
        """The goals whose day of looking back is ``by`` or before, and that say no result yet."""
        goals = (block.value for block in self.goals)
        return [goal for goal in goals if goal["evaluate_on"] <= by and not goal["outcome"]]

    @property
    def is_due(self):
        return bool(self.due(timezone.localdate()))


class ProtocolPage(BelowPortal, TranslatedPage):
    """How the school acts when something happens: in plain words first, with its versions."""

    summary = models.TextField(
        _("in plain words"),
        max_length=800,
        help_text=_("What happens, who does it, and whom a parent can call."),
    )
    body = RichTextField(_("the whole text"), features=blocks.RICH_TEXT, blank=True)
    papers = StreamField(blocks.MaterialsBlock(), blank=True, verbose_name=_("papers"))
    what_changed = models.CharField(
        _("what is different from the last time?"), max_length=160, blank=True
    )

    objects = PageManager.from_queryset(TranslatedQuerySet)()

    suggestible = ("summary",)
    parent_page_types = ["cms.SchoolPage"]
    subpage_types = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("body"), FieldPanel("papers")], heading=_("the whole text")),
        FieldPanel("what_changed"),
    ]
    search_fields = [*Page.search_fields, *map(Findable, ("title", "summary", "body"))]

    class Meta:
        verbose_name = _("protocol")

    def keep_version(self, revision):
        """Number what was published, unless it says the same as the version before."""
        if revision is None or self._says_what_it_said():
            return
        last = self.kept.aggregate(last=Max("number"))["last"] or 0
        self.kept.create(number=last + 1, revision=revision, what_changed=self.what_changed)

    def get_context(self, request, *args, **kwargs):
        """``?versie=2`` shows how it was."""
        context = super().get_context(request, *args, **kwargs)
        kept = list(self.kept.select_related("revision").order_by("-number"))
        asked = request.GET.get("versie", "")
        old = next((each for each in kept[1:] if str(each.number) == asked), None)
        shown = old.revision.as_object() if old else self
        return {**context, "kept": kept, "old": old, "shown": shown}

    def _says_what_it_said(self):
        last = self.kept.select_related("revision").order_by("-number").first()
        return last is not None and _said(last.revision.as_object()) == _said(self)


def _said(page):
    return (
        page.title,
        page.summary,
        page.body,
        page.papers.stream_block.get_prep_value(page.papers),
    )


class Version(models.Model):
    """A protocol as it once was; Wagtail keeps the revision as long as this row is there."""

    page = models.ForeignKey(ProtocolPage, models.CASCADE, related_name="kept")
    number = models.PositiveSmallIntegerField()
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    what_changed = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint("page", "number", name="cms_one_version_a_number")]

    def __str__(self):
        return f"{self.page_id}, {self.number}"


class BoardPage(BelowPortal, TranslatedPage):
    """Who decides above the school, the bevoegd gezag, and how a parent reaches them."""

    name = models.CharField(_("name of the board"), max_length=120)
    decides = models.TextField(
        _("what does the board decide?"),
        max_length=400,
        help_text=_("And what does the school decide itself?"),
    )
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Of the office, not a person."))
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    street = models.CharField(_("address"), max_length=160, blank=True)
    meetings = models.CharField(
        _("when do they meet, and may parents be there?"), max_length=200, blank=True
    )
    members = StreamField(blocks.ContactsBlock(), blank=True, verbose_name=_("people"))
    papers = StreamField(blocks.MaterialsBlock(), blank=True, verbose_name=_("reports"))

    objects = PageManager.from_queryset(TranslatedQuerySet)()

    suggestible = ("decides", "phone", "email", "street", "meetings")
    parent_page_types = ["cms.SchoolPage"]
    subpage_types = []
    max_count_per_parent = 1
    content_panels = [
        *Page.content_panels,
        FieldPanel("name"),
        FieldPanel("decides"),
        MultiFieldPanel(
            [
                FieldPanel("phone"),
                FieldPanel("email"),
                FieldPanel("street"),
                FieldPanel("meetings"),
            ],
            heading=_("Call or come by"),
        ),
        FieldPanel("members"),
        FieldPanel("papers"),
    ]
    search_fields = [*Page.search_fields, *map(Findable, ("title", "name", "decides"))]

    class Meta:
        verbose_name = _("board of the school")
