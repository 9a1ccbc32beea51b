"""Calling somebody by name in a text: ``@Naima``.

Only people who read the place can be called, and only by a name that they show there. Of two with
one name nobody is: the one would wonder, the other would miss it.
"""

import re

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from community.people.models import without_unmet

NAME = re.compile(r"(?<![\w@/.])@([^\W\d_][\w-]{0,29})")
MOST = 5  # people in one text
HINTS, MANY = 6, 30  # names at a time, and of how many people


def names_in(text):
    """The names that ``text`` calls, each once."""
    return list({name.casefold(): name for name in NAME.findall(text)}.values())


def called_in(text, place):
    """The keys of the people whom ``text`` calls and who read ``place``."""
    if not (names := names_in(text)[:MOST]):
        return []
    readers = place.readers
    found = [list(readers.called(name)[:2]) for name in names]
    return [people[0].user_id for people in found if len(people) == 1]


def names_of(person):
    """All that others may have called ``person``."""
    return {person.first_name, *person.memberships.values_list("alias", flat=True)}


def without_names(text, names):
    """``text`` where nobody is called by one of ``names`` any more, but is a parent."""
    gone = {name.casefold() for name in names}
    with translation.override(settings.LANGUAGE_CODE):
        somebody = gettext("a parent")
    return NAME.sub(lambda call: somebody if call[1].casefold() in gone else call[0], text)


def hints(beginning, place, asker):
    """Names beginning so of who can be called in ``place``; not the asker's own."""
    readers = without_unmet(place.readers.exclude(user=asker), asker, "user")
    readers = readers.select_related("user")
    found = readers.called(beginning, "istartswith")[:MANY]
    names = {member.alias or member.user.first_name for member in found}
    return sorted(name for name in names if NAME.fullmatch(f"@{name}"))[:HINTS]
