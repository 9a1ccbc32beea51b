from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.html import escape, linebreaks
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from cms.models.judging import Judged, JudgedQuerySet, Standing
from cms.models.news import NewsPage
from community.activity.recording import record


class SuggestionQuerySet(JudgedQuerySet):
    @transaction.atomic
    def change(self, page, changes, *, portal, network, by, why=""):
        """``changes`` is ``{field: becomes}`` of plain texts of a live page. They become a
        revision beside the ones of the editors, which are left alone."""
        was = {name: getattr(page, name) for name in changes}
        suggestion = self.create(
            portal=portal,
            network=network,
            by=by,
            page=page.page_ptr,
            changes={name: [was[name], becomes] for name, becomes in changes.items()},
            why=why,
            revision=_revision(page, changes, by),
        )
        record("cms.suggested", by=by, about=suggestion, network=network)
        return suggestion

    @transaction.atomic
    def write(self, portal, *, title, intro, text, network, by):
        """A message of parents: a page that is not live until somebody of the school says so."""
        page = NewsPage(title=title, slug=_free_slug(portal, title), intro=intro, by_parents=True)
        page.live, page.owner = False, by
        if text:
            page.body = [("text", {"heading": title[:80], "text": linebreaks(escape(text))})]
        portal.add_child(instance=page)
        suggestion = self.create(
            portal=portal,
            network=network,
            by=by,
            page=page.page_ptr,
            is_new=True,
            changes={"title": ["", title], "intro": ["", intro], "text": ["", text]},
            revision=page.save_revision(user=by),
        )
        record("cms.suggested", by=by, about=suggestion, network=network)
        return suggestion


def _revision(page, changes, by):
    """What the page would be; not its latest one, which is the draft of its editors."""
    draft = page.with_content_json(page.serializable_data())
    for name, becomes in changes.items():
        setattr(draft, name, becomes)
    return Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        user=by,
        object_str=str(page),
        content=draft.serializable_data(),
    )


def _free_slug(portal, title):
    wanted = slugify(title)[:60] or "bericht"
    taken = set(portal.get_children().values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)


class Suggestion(Judged):
    """A parent says how a page could be better, or writes a message for it."""

    page = models.ForeignKey(Page, models.SET_NULL, null=True, editable=False, related_name="+")
    revision = models.ForeignKey(
        Revision, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    is_new = models.BooleanField(default=False, editable=False)
    changes = models.JSONField(editable=False, help_text="{field: [was, becomes]}")
    why = models.CharField(_("why?"), max_length=200, blank=True)

    objects = SuggestionQuerySet.as_manager()

    def __str__(self):
        return f"{self.portal_id}: {', '.join(self.changes)}"

    @property
    def rows(self):
        """Triples of the name of a field, what it says and what it would say."""
        model = self.page.specific_class if self.page else NewsPage
        names = {field.name: field.verbose_name for field in model._meta.fields}
        return [(names.get(name, _("text")), *texts) for name, texts in self.changes.items()]

    def take_back(self):
        """Whoever sent it wants it gone, and it was not decided about."""
        self._put_away(None)
        self.delete()

    def _take_over(self, by):
        if self.page is None:
            raise ValidationError(_("This page is not there any more."), code="gone")
        page = self.page.specific
        if self.is_new:
            page.latest_revision.publish(user=by, skip_permission_checks=True)
            return
        self._refuse_if_changed(page)
        draft = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
        self._write(page).publish(user=by, skip_permission_checks=True)
        if draft:  # what an editor was busy with stays as it was, with the change in it
            self._write(draft)

    def _refuse_if_changed(self, page):
        if any(getattr(page, name) != was for name, (was, _becomes) in self.changes.items()):
            sentence = _("The page says something else by now. Look at it, then write it yourself.")
            raise ValidationError(sentence, code="changed")

    def _write(self, page):
        for name, (_was, becomes) in self.changes.items():
            setattr(page, name, becomes)
        return page.save_revision(user=self.by, log_action=True)

    def _put_away(self, by):
        if self.is_new and self.page:
            self.page.specific.delete(user=by)

    def _tell(self, by):
        facts = {"by": by, "about": self, "network": self.network}
        if self.standing == Standing.ACCEPTED:
            record("cms.suggestion_accepted", **facts)
        else:
            record("cms.suggestion_refused", **facts)
