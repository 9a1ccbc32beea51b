"""What a text may give away without its writer meaning to: asked once, never refused."""

import re

from django.utils.translation import gettext_lazy as _

PHONE = re.compile(r"(?<![\d+])(?:\+31|0031|0)[ .-]?[1-9](?:[ .-]?\d){7,8}(?!\d)")
# "my son Daan", "our daughter Noor": a capital after the word for a child.
CHILD = re.compile(
    r"\b(?:[Mm]ijn|[Oo]nze|[Oo]ns|[Mm]y|[Oo]ur) "
    r"(?:zoon|zoontje|dochter|dochtertje|kind|kindje|jongen|meisje|son|daughter|child|boy|girl) "
    r"[A-Z][a-zà-ÿ]+"
)


def warning(text):
    """One sentence when ``text`` seems to hold a telephone number or the name of a child."""
    if CHILD.search(text):
        return _(
            "Is there the name of a child in your text? Better write “my child”. Send it as is?"
        )
    if PHONE.search(text):
        return _(
            "Is there a telephone number in your text? Everybody here reads it. Send it as is?"
        )
    return ""
