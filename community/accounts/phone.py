"""Dutch mobile numbers, the only ones we can send a code to."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

LENGTH = 10  # 06 and eight digits


def mobile(typed):
    """``06 12 34 56 78``, ``+31 6…`` or ``0031 6…`` -> ``+31612345678``.

    Raises ``ValidationError`` with the sentence for the person when it is no such number.
    """
    digits = re.sub(r"^(\+|00)31\(?0?\)?", "0", re.sub(r"[\s.\-/]", "", typed))
    if re.fullmatch(r"06\d{8}", digits):
        return f"+31{digits[1:]}"
    found = len(re.sub(r"\D", "", digits))
    raise ValidationError(
        ngettext(
            "This number has %(found)d digit. A mobile number has %(length)d and starts with 06.",
            "This number has %(found)d digits. A mobile number has %(length)d and starts with 06.",
            found,
        )
        % {"found": found, "length": LENGTH}
    )
