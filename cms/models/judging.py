"""What parents send in for the page of a school, and what the school says to it."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.models.school import SchoolPage
from community.access import Visible
from networks.models import Network


class Standing(models.TextChoices):
    WAITING = "waiting", _("waits for the school")
    ACCEPTED = "accepted", _("is on the page")
    REFUSED = "refused", _("not taken over")


class JudgedQuerySet(Visible):
    def seen_by(self, user):
        """One's own, and what was sent to a page one edits."""
        return self.filter(Q(by=user) | Q(portal__in=SchoolPage.objects.edited_by(user)))

    def to_judge(self, user):
        """What waits for ``user``, who edits the page it was sent to; the oldest first."""
        mine = self.filter(portal__in=SchoolPage.objects.edited_by(user))
        return mine.filter(standing=Standing.WAITING).exclude(by=user).order_by("sent_at", "pk")


class Judged(models.Model):
    """Sent by one pair of eyes, put on the page by another."""

    portal = models.ForeignKey(SchoolPage, models.CASCADE, related_name="+", editable=False)
    network = models.ForeignKey(Network, models.CASCADE, related_name="+", editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    sent_at = models.DateTimeField(auto_now_add=True)
    standing = models.CharField(
        max_length=8, choices=Standing.choices, default=Standing.WAITING, editable=False
    )
    word = models.CharField(max_length=300, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_waiting(self):
        return self.standing == Standing.WAITING

    @transaction.atomic
    def accept(self, *, by, word=""):
        """Put it on the page. Raises ``ValidationError`` when it was decided already, or when
        the page says something else by now."""
        locked = self._lock(by)
        locked._take_over(by)
        locked._decide(Standing.ACCEPTED, word, by)

    @transaction.atomic
    def refuse(self, word, *, by):
        """Not, and why; who sent it reads that."""
        locked = self._lock(by)
        locked._put_away(by)
        locked._decide(Standing.REFUSED, word, by)

    def _lock(self, by):
        if by.pk == self.by_id:
            raise PermissionDenied("cms.judge_own")
        locked = type(self).objects.select_for_update().get(pk=self.pk)
        if not locked.is_waiting:
            raise ValidationError(_("A colleague decided about this already."), code="decided")
        return locked

    def _decide(self, standing, word, by):
        self.standing, self.word = standing, word
        self.decided_by, self.decided_at = by, timezone.now()
        self.save(update_fields=["standing", "word", "decided_by", "decided_at"])
        self._tell(by)

    def _take_over(self, by):
        """What happens to the page, before it is told."""

    def _put_away(self, by):
        """What becomes of what is not taken over."""

    def _tell(self, by):
        """Write it down for who sent it."""
        raise NotImplementedError
