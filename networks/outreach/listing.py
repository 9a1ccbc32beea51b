"""A list of families from a file: looked at first, and taken over whole or not at all."""

import csv
import io
from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.people.languages import SPOKEN
from networks.outreach.models import Family, Ground, Way
from networks.outreach.numbers import whole

MOST_ROWS, LARGEST = 500, 200 * 1024  # bytes
COLUMNS = {
    "name": ("naam", "voornaam", "name"),
    "number": ("nummer", "telefoon", "number", "phone"),
    "groups": ("groep", "groepen", "group", "groups"),
    "language": ("taal", "language"),
    "best_time": ("wanneer", "tijd", "when"),
}
CODES = {one.code: one.code for one in SPOKEN} | {one.native.lower(): one.code for one in SPOKEN}


@dataclass
class Sheet:
    """``rows`` are the facts of families, ``wrong`` pairs of a line number and a sentence."""

    rows: list = field(default_factory=list)
    wrong: list = field(default_factory=list)

    @transaction.atomic
    def take_over(self, network, *, ground, by):
        for facts in self.rows:
            Family.objects.enter(network, by=by, ground=ground, **facts)


class ListForm(forms.Form):
    use_required_attribute = False

    file = forms.FileField(
        label=_("A list as CSV"),
        help_text=_("With the columns naam, nummer, groep, taal and wanneer."),
        error_messages={"required": _("Choose a file.")},
    )
    ground = forms.ChoiceField(label=_("How did we get these numbers?"), choices=Ground.choices)
    said_yes = forms.BooleanField(
        label=_("All these parents said yes"),
        error_messages={"required": _("Ask the parents first. Then tick it.")},
    )
    sheet = None

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise ValidationError(_("This file is too large. 500 families at the most."))
        self.sheet = read(upload.read())
        return upload


def read(content):
    """The ``Sheet`` of a file; raises ``ValidationError`` for one that is no list."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    delimiter = ";" if text.partition("\n")[0].count(";") else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        lines = [row for row, _n in zip(rows, range(MOST_ROWS + 2), strict=False)]
    except csv.Error:
        raise ValidationError(_("This is no list. Save it as CSV.")) from None
    if not lines or "name" not in (places := _places(lines[0])):
        raise ValidationError(_("The first line has to name the columns: naam, nummer, groep."))
    if len(lines) > MOST_ROWS + 1:
        raise ValidationError(_("This file is too large. 500 families at the most."))
    sheet = Sheet()
    for number, line in enumerate(lines[1:], 2):
        _read_line(sheet, number, {name: _cell(line, place) for name, place in places.items()})
    return sheet


def _places(heading):
    typed = [cell.strip().lower() for cell in heading]
    found = {name: [typed.index(w) for w in words if w in typed] for name, words in COLUMNS.items()}
    return {name: where[0] for name, where in found.items() if where}


def _cell(line, place):
    return line[place].strip() if place < len(line) else ""


def _read_line(sheet, number, cells):
    if not any(cells.values()):
        return
    try:
        sheet.rows.append(_facts(cells))
    except ValidationError as error:
        sheet.wrong.append((number, error.messages[0]))


def _facts(cells):
    if not cells["name"] or len(cells["name"]) > 40:
        raise ValidationError(gettext("There is no first name here, or it is too long."))
    groups = [
        int(part) for part in cells.get("groups", "").replace("en", " ").split() if part.isdigit()
    ]
    if any(not 1 <= group <= 8 for group in groups):
        raise ValidationError(gettext("A group is a number from 1 to 8."))
    language = CODES.get(cells.get("language", "").lower() or "nl")
    if language is None:
        raise ValidationError(gettext("We do not know this language. Write Arabisch as ar."))
    return {
        "name": cells["name"],
        "number": whole(cells["number"]) if cells.get("number") else "",
        "groups": sorted(set(groups)),
        "language": language,
        "best_time": cells.get("best_time", "")[:60],
        "way": Way.PHONE if cells.get("number") else Way.GATE,
    }
