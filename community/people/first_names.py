"""What may be a first name: letters of any script, and little else."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

BETWEEN_LETTERS = " -.'’"
MARKS_ON_A_LETTER = 3  # Vietnamese and vocalised Arabic need two; towers of marks break lines
WEB_ADDRESS = re.compile(r"\.\w{2,}")


def first_name(typed):
    """``typed`` tidied up; raises ``ValidationError`` when it is more than a first name."""
    name = unicodedata.normalize("NFC", " ".join(typed.split()))
    # Signs that only steer direction or joining come along with copied text and show nothing.
    name = "".join(c for c in name if unicodedata.category(c) != "Cf")
    if not _is_a_name(name):
        raise ValidationError(gettext("Fill in your first name only."))
    return name


def _is_a_name(name):
    kinds = "".join("-" if c in BETWEEN_LETTERS else unicodedata.category(c)[0] for c in name)
    return (
        re.fullmatch(r"[LM-]+", kinds) is not None
        and kinds[0] == "L"
        and "M" * (MARKS_ON_A_LETTER + 1) not in kinds
        and not WEB_ADDRESS.search(name)
    )
