"""Two people who do not meet here, because one of them wants that."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef

from community.accounts.models import User


class BlockQuerySet(models.QuerySet):
    def wished_by(self, person):
        return self.filter(person=person, wished=True)

    @transaction.atomic
    def put(self, person, other):
        """From now on neither meets the other; saying it twice is saying it once."""
        self._hold(person, other)
        self.update_or_create(person=person, other=other, defaults={"wished": True})
        self.get_or_create(person=other, other=person)
        self._tell_both(person, other)

    @transaction.atomic
    def lift(self, person, other):
        """``person`` takes it back. They meet again, unless ``other`` wished it as well."""
        self._hold(person, other)
        self.filter(person=person, other=other).update(wished=False)
        if not self.filter(person=other, other=person, wished=True).exists():
            self._between(person, other).delete()
        self._tell_both(person, other)

    @transaction.atomic
    def forget(self, person):
        """Somebody closes their account: there is nobody left to meet."""
        others = list(self.filter(person=person).values_list("other", flat=True))
        self.filter(models.Q(person=person) | models.Q(other=person)).delete()
        self._tell_both(person.pk, *others)

    def _between(self, one, other):
        pair = (one, other)
        return self.filter(person__in=pair, other__in=pair)

    def _hold(self, *people):
        """In one order for everybody, so that two who block each other never wait in a ring."""
        keys = [person.pk for person in people]
        list(User.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))

    def _tell_both(self, *people):
        keys = [getattr(person, "pk", person) for person in people]
        blocks = Exists(self.model.objects.filter(person=OuterRef("pk")))
        User.objects.filter(blocks, pk__in=keys).update(has_blocks=True)
        User.objects.filter(~blocks, pk__in=keys).update(has_blocks=False)


class Block(models.Model):
    """One of two rows, one for each; ``wished`` says who asked for it, which the other never
    learns."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    wished = models.BooleanField(default=False)
    since = models.DateTimeField(auto_now_add=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("person", "other", name="people_one_block_each"),
            models.CheckConstraint(
                name="people_nobody_blocks_oneself",
                condition=~models.Q(person=models.F("other")),
            ),
        ]

    def __str__(self):
        return f"{self.person_id} and {self.other_id}"


def unmet(reader):
    """The keys of whom ``reader`` does not meet, as a subquery."""
    return Block.objects.filter(person=reader).values("other")


def unmet_keys(reader):
    """The same as a set; no query for who meets everybody."""
    return set(unmet(reader).values_list("other", flat=True)) if reader.has_blocks else set()


def without_unmet(rows, reader, path, **only):
    """``rows`` without those that lead by ``path`` to somebody ``reader`` does not meet; with
    ``only`` (lookups) just of such rows. For almost every reader it is the same question."""
    if not getattr(reader, "has_blocks", False):
        return rows
    return rows.exclude(**{f"{path}__in": unmet(reader)}, **only)
