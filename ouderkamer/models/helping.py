"""Hands that are needed for a date: coffee, toddlers, a feast, the library, swimming."""

from collections import Counter

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.activity.recording import record
from community.people.models import without_unmet
from networks.models.role import start_of_school_year
from ouderkamer.models.gathering import Gathering

MOST = 20  # hands for one task


class HelperTask(models.Model):
    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="helper_tasks")
    what = models.CharField(max_length=60)
    needed = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="ouderkamer_a_task_needs_hands", condition=Q(needed__gte=1, needed__lte=MOST)
            ),
        ]

    def __str__(self):
        return self.what

    @property
    def left(self):
        """How many hands are still needed; free when ``helps`` were fetched."""
        return max(0, self.needed - len(self.helps.all()))

    @property
    def people(self):
        """Keys of who helps."""
        return {one.person_id for one in self.helps.all()}

    @property
    def swap(self):
        """The first who looks for somebody else; None when nobody does."""
        return next((one for one in self.helps.all() if one.wants_swap), None)

    @transaction.atomic
    def take(self, *, by):
        """``by`` helps; twice is once. Raises ``ValidationError`` when there are enough hands."""
        task = HelperTask.objects.select_for_update().get(pk=self.pk)
        if not task.helps.filter(person=by).exists():
            if task.helps.count() >= task.needed:
                raise ValidationError(_("Somebody was just before you. Thank you!"), code="full")
            task.helps.create(person=by)

    def leave(self, *, by):
        self.helps.filter(person=by).delete()


class Help(models.Model):
    """One person on one task; ``wants_swap`` looks for somebody else and helps until then."""

    task = models.ForeignKey(HelperTask, models.CASCADE, related_name="helps")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    wants_swap = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint("task", "person", name="ouderkamer_one_hand_each"),
        ]

    def __str__(self):
        return f"{self.person_id} helps with {self.task_id}"

    @transaction.atomic
    def ask_swap(self, *, by):
        self.wants_swap = True
        self.save(update_fields=["wants_swap"])
        network = self.task.gathering.network
        record("ouderkamer.swap_wanted", by=by, about=self.task.gathering, network=network)

    @transaction.atomic
    def hand_over(self, *, by):
        """``by`` takes it over, if nobody else was first; False when somebody was."""
        HelperTask.objects.select_for_update().get(pk=self.task_id)
        mine = Help.objects.filter(task=self.task_id, person=by)
        if mine.exists():
            return False
        wanted = Help.objects.filter(pk=self.pk, person=self.person_id, wants_swap=True)
        return bool(wanted.update(person=by, wants_swap=False))


def helped_this_year(network, reader):
    """``(person, times)`` at dates of this school year that ``reader`` sees, who helped least
    first: the same few should not do it all."""
    since = start_of_school_year(timezone.localdate())
    dates = Gathering.objects.visible_to(reader).filter(network=network)
    helped = Help.objects.filter(task__gathering__in=dates.filter(starts_at__date__gte=since))
    helped = without_unmet(helped, reader, "person")
    counted = Counter(one.person for one in helped.select_related("person"))
    return sorted(counted.items(), key=lambda pair: (pair[1], pair[0].pk))
