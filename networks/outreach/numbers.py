"""Telephone numbers of families: kept sealed, opened for one call, written down nowhere else."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SHORTEST, LONGEST = 8, 15  # digits with the country (E.164)


def whole(typed):
    """``020 123 45 67``, ``06-…``, ``0032…`` or ``+32…`` -> ``+3120…``.

    Raises ``ValidationError`` with a sentence that does not repeat what was typed.
    """
    digits = re.sub(r"[\s.\-/()]", "", typed)
    digits = re.sub(r"^00", "+", digits)
    digits = re.sub(r"^\+310", "+31", digits)
    if re.fullmatch(r"0\d{9}", digits):
        return f"+31{digits[1:]}"
    if re.fullmatch(rf"\+\d{{{SHORTEST},{LONGEST}}}", digits):
        return digits
    raise ValidationError(_("This is no telephone number. A Dutch one has 10 digits."))
