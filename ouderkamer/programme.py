"""What happens when: a list of ``["08:45", "Coffee and tea."]``, kept with its gathering."""

from datetime import time

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def valid_programme(steps):
    """Raise ``ValidationError`` unless every step is a time and a text."""
    for step in steps:
        try:
            at, text = step
            time.fromisoformat(at)
        except (TypeError, ValueError):
            raise ValidationError(_("Every step needs a time and a text.")) from None
        if not str(text).strip():
            raise ValidationError(_("Every step needs a time and a text."))


def spoken(at):
    """``"08:45"`` -> ``"8.45"``."""
    hour, minute = at.split(":")[:2]
    return f"{int(hour)}.{minute}"
