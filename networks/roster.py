"""Who is who in one network, as one reader may know it."""

from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import Case, Count, F, Min, Q, TextField, When
from django.db.models.functions import Cast, Lower

from networks.models import Membership, Term

ON_A_PAGE = 60
ENOUGH_MODERATORS = 3
NAMED = Q(user__shielded=False) & (~Q(user__first_name="") | ~Q(alias=""))
CALLED = Case(When(alias="", then=F("user__first_name")), default=F("alias"))


class Roster:
    def __init__(self, network, reader):
        self.network, self.reader = network, reader
        self.visible = network.memberships.visible_to(reader)
        self.parents = self.visible.filter(kind=Membership.Kind.PARENT)

    @cached_property
    def role_holders(self):
        """Each knows ``roles_until``: when the first of their roles ends, if one does."""
        ends = Min("terms__ends_on", filter=Q(terms__in=Term.objects.held()))
        return list(self.visible.with_a_role().annotate(roles_until=ends).for_listing())

    @property
    def callers(self):
        return [m for m in self.role_holders if m.calls and not m.user.shielded]

    @property
    def runners(self):
        return [m for m in self.role_holders if m.is_parent and (m.moderates or m.hosts)]

    @property
    def has_a_free_chair(self):
        """Two moderators keep a network going; with a third one may fall ill.

        Whom this reader does not meet counts too: a free chair would tell.
        """
        if not self.reader.has_blocks:
            return sum(m.moderates for m in self.runners) < ENOUGH_MODERATORS
        current = self.network.memberships.current().filter(kind=Membership.Kind.PARENT)
        return current.filter(moderates=True).count() < ENOUGH_MODERATORS

    @property
    def staff(self):
        return [m for m in self.role_holders if not m.is_parent]

    @property
    def is_for_staff(self):
        """School staff know who holds a task, not who the other parents are."""
        return any(m.user_id == self.reader.pk for m in self.staff)

    @cached_property
    def counts(self):
        """``named`` and ``unnamed`` parents; of the second there is a number and no list."""
        return self.parents.aggregate(
            named=Count("pk", filter=NAMED), unnamed=Count("pk", filter=~NAMED)
        )

    def page(self, number, name="", group=None):
        """Parents by first name, or those whose name begins with what was typed, or of one
        group who show that."""
        called = self.parents.filter(NAMED).annotate(called=CALLED)
        found = called.filter(called__istartswith=name)
        if group:
            # The text of a list of single digits tells which are in it, on every database.
            found = found.annotate(listed=Cast("groups", TextField()))
            found = found.filter(shows_groups=True, listed__contains=str(group))
        ordered = found.select_related("user").order_by(Lower("called"), "pk")
        paginator = Paginator(ordered, ON_A_PAGE)
        if not (name or group):
            paginator.count = self.counts["named"]
        return paginator.get_page(number)
