"""The cases of a network as rows: who sees which, and how one begins."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.access import Visible
from community.moderation.models.choice import BY_WEIGHT, Deed
from community.moderation.models.report import Concern
from community.sealing import mark

LATE = timedelta(days=2)


class State(models.TextChoices):
    OPEN = "open", _("New")
    TALKS = "talks", _("In talks")
    DECIDED = "decided", _("Decided")
    REJECTED = "rejected", _("Left as it is")


CLOSED = (State.DECIDED, State.REJECTED)


def mark_of(person_key):
    """By which a case knows whose words it is about, also when those have no name."""
    return mark("moderation", person_key)


class CaseQuerySet(Visible):
    def seen_by(self, user):
        """Moderators see the cases of their networks, and never one about their own words."""
        moderated = user.memberships.filter(ended_at=None, moderates=True, kind="parent")
        return self.filter(network__in=moderated.values("network")).exclude(
            writer_mark=mark_of(user.pk)
        )

    def told_to(self, user):
        """Those of which ``user``, who wrote it, was told. A report that waits, or that changed
        nothing, its writer never hears of."""
        done = Q(choices__deed__in=BY_WEIGHT[1:], choices__done_at__isnull=False)
        own = self.filter(Q(hidden_at_once=True) | done, writer_mark=mark_of(user.pk))
        return own.distinct()

    def on(self, thing):
        kind = ContentType.objects.get_for_model(thing)
        return self.filter(about_type=kind, about_id=thing.pk)

    def late(self):
        """Nobody looked for too long; a talk with the writer may take its time."""
        return self.filter(state=State.OPEN, opened_at__lt=timezone.now() - LATE)

    def for_queue(self):
        """With the number of reporters; what must not wait first, then the oldest."""
        urgent = Q(concern__in=[one for one in Concern if one.is_urgent])
        return self.annotate(
            reporters=Count("reports"),
            is_urgent=models.ExpressionWrapper(urgent, output_field=models.BooleanField()),
        ).order_by("-is_urgent", "opened_at", "pk")

    def new_for(self, user, network):
        """What nobody looked at yet, of somebody else; ``user`` moderates ``network``."""
        return self.filter(network=network, state=State.OPEN).exclude(writer_mark=mark_of(user.pk))

    @transaction.atomic
    def open_on(self, thing):
        """The case of ``thing``, held until the end of the transaction."""
        kind = ContentType.objects.get_for_model(thing)
        facts = {"network": thing.network, "writer_mark": mark_of(thing.writer_key)}
        said = {"words": thing.said[:5000], "where": thing.where[:120]}
        case, _new = self.get_or_create(about_type=kind, about_id=thing.pk, defaults=facts | said)
        return self.select_for_update().get(pk=case.pk)

    @transaction.atomic
    def take_away(self, thing, reason, *, on_school, by):
        """Hide ``thing`` without a report. Criticism of the school takes two moderators: then it
        waits for the second. Returns whether it is hidden; raises what ``Case.choose`` does."""
        if not on_school:
            thing.hide(reason, by=by)
            return True
        case = self.open_on(thing)
        case.open_again(thing)
        return case.choose(Deed.HIDE, rule="", reason=reason, on_school=True, by=by)

    @transaction.atomic
    def hold(self, thing, concern):
        """Hide ``thing`` until a moderator has looked; its writer hears that it waits."""
        case = self.open_on(thing)
        case.hide_at_once(thing, concern, gettext("A moderator reads it first."))
        return case

    @transaction.atomic
    def report(self, thing, *, concern, words="", by):
        """Say that something is wrong with ``thing``; saying it twice is saying it once."""
        case = self.open_on(thing)
        said = {"concern": concern, "words": words}
        _report, is_new = case.reports.get_or_create(by=by, defaults=said)
        if is_new:
            case._hear(thing, Concern(concern))
        return case
