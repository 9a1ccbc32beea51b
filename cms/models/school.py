from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from cms import blocks
from cms.models.news import NewsPage
from cms.models.papers import BoardPage, PlanPage, ProtocolPage
from cms.models.school_words import WORDS, SchoolWords, SchoolWordsPage
from cms.models.site import SitePage
from cms.models.theme import ThemePage
from cms.models.translated import Translatable
from community.search.words import Findable
from networks.models import Network, School, SchoolRegister

PER_PAGE = 20
LATEST = 3


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


class SchoolPageQuerySet(PageQuerySet):
    def edited_by(self, user):
        """The pages of schools that ``user`` may publish."""
        if user.is_superuser:
            return self
        rights = {"group_permissions__permission__codename": "publish_page"}
        return self.filter(group_permissions__group__user=user, **rights).distinct()


class SchoolPage(SchoolWords, Translatable):
    """What one school tells its parents, written by its own editors.

    Which school it is, only ``portal.open_portal`` decides.
    """

    school = models.OneToOneField(
        School, models.PROTECT, related_name="portal", verbose_name=_("school")
    )
    phone = models.CharField(_("phone number of the school"), max_length=20, blank=True)
    contacts = StreamField(blocks.ContactsBlock(), blank=True, verbose_name=_("people to reach"))
    papers = StreamField(
        blocks.MaterialsBlock(), blank=True, verbose_name=_("papers, such as the school guide")
    )

    objects = PageManager.from_queryset(SchoolPageQuerySet)()

    suggestible = ("intro", "phone", "phone_hours", "directions", "school_hours")
    is_creatable = False
    parent_page_types = ["cms.SchoolIndexPage"]
    subpage_types = [
        "cms.SchoolWordsPage",
        "cms.ThemePage",
        "cms.NewsPage",
        "cms.PlanPage",
        "cms.ProtocolPage",
        "cms.BoardPage",
    ]
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
        FieldPanel("papers"),
    ]
    promote_panels = []
    search_fields = [
        *Page.search_fields,
        *map(Findable, ("title", "intro")),
        index.RelatedFields("school", [Findable("place")]),
    ]

    class Meta:
        verbose_name = _("page of a school")

    def translations(self):
        return SchoolWordsPage.objects.filter(translation_of=self.pk)

    @cached_property
    def versions(self):
        """Itself, and its words in other languages."""
        return [self, *self.translations().live().order_by("language")]

    def words_for_reader(self):
        """Its words in the language of the screen, or its own."""
        return next((one for one in self.versions if one.language == get_language()), self)

    def editors(self):
        """Who may publish on this page; operators, who may everywhere, are not among them."""
        rights = {"groups__page_permissions__permission__codename": "publish_page"}
        people = get_user_model().objects
        return people.filter(groups__page_permissions__page=self.page_ptr_id, **rights).distinct()

    def networks(self):
        """The networks of this school that are under way, its own and shared ones."""
        return Network.objects.of_school(self.school_id)

    def live_themes(self):
        """In the order the editor gave them, in the language of the screen."""
        return self._below(ThemePage).sources().order_by("path").for_reader()

    def news(self):
        return self._below(NewsPage).sources().order_by("-first_published_at", "-pk")

    def get_context(self, request, *args, **kwargs):
        return {
            **super().get_context(request, *args, **kwargs),
            "words": self.words_for_reader(),
            "themes": self.live_themes(),
            "news": self.news()[:LATEST],
            "laid_down": self._laid_down(),
            "register": SchoolRegister.objects.order_by("-read_at").first(),
        }

    def _draft(self, **facts):
        said = {name: getattr(self, name) for name in WORDS}
        page = SchoolWordsPage(title=self.title, live=False, **said, **facts)
        self.add_child(instance=page)
        page.save_revision(user=facts["owner"])
        return page

    def _laid_down(self):
        """Title and address of its plan, its protocols and its board, in one query."""
        below = Page.objects.child_of(self).live().type(PlanPage, ProtocolPage, BoardPage)
        addresses = {page.title: self.address + page.slug + "/" for page in below.order_by("path")}
        return list(addresses.items())

    def _below(self, model):
        return model.objects.child_of(self).live()
