"""Who comes, as far as they want to be named."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext

from community.people.models import without_unmet

NAMED = 3


@dataclass(frozen=True)
class Company:
    """``named`` show their name; ``others`` come as well, shielded people among them."""

    named: list
    others: int

    @classmethod
    def of(cls, gathering, reader):
        """One query; nobody of a consultation hour. ``gathering`` comes from ``for_listing``,
        ``reader`` knows they come."""
        if gathering.is_confidential:
            return cls([], 0)
        coming = gathering.sign_ups.coming().exclude(person=reader).exclude(person__first_name="")
        named = without_unmet(coming.filter(person__shielded=False), reader, "person")
        willing = named.select_related("person")
        known = gathering.network.known
        named = [known(one.person) for one in willing.order_by("answered_at", "pk")[:NAMED]]
        return cls(named, gathering.coming - len(named))

    @property
    def names(self):
        """``Fatima, Emre, Marieke``; the last one after "and" when nobody else comes."""
        shown = [format_html("<bdi>{}</bdi>", person.shown_name) for person in self.named]
        if self.others or len(shown) < 2:
            return format_html_join(", ", "{}", ((name,) for name in shown))
        before = format_html_join(", ", "{}", ((name,) for name in shown[:-1]))
        return format_html("{} {} {}", before, gettext("and"), shown[-1])
