"""DUO's open register of schools: read a published file, then follow it.

Two layouts are around: the older with semicolons in cp1252, the newer with commas in UTF-8;
a column goes by either of its names. Whatever is wrong is said in a ``NotARegister`` before
anything is written.
"""

import csv
import io
import re
from dataclasses import dataclass, field
from functools import cached_property

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from networks.models.school import School, SchoolRegister, plain

LARGEST = 50 * 1024 * 1024  # bytes; the whole country is 1.5 MB
PROVINCES = 12
BATCH = 500
# More schools than this never close between two files: then the file is of another kind.
FEW, SHARE = 10, 0.1

COLUMNS = {
    "code": ("VESTIGINGSCODE", "VESTIGINGSNUMMER"),
    "name": ("VESTIGINGSNAAM",),
    "street": ("STRAATNAAM",),
    "house_number": ("HUISNUMMER-TOEVOEGING",),
    "postcode": ("POSTCODE",),
    "place": ("PLAATSNAAM",),
    "municipality": ("GEMEENTENAAM",),
    "province": ("PROVINCIE",),
    "board": (
        *("BEVOEGD GEZAG NUMMER", "BEVOEGD_GEZAG_NUMMER"),
        *("BEVOEGD GEZAG CODE", "BEVOEGD_GEZAG_CODE"),
    ),
    "kind": ("ONDERWIJSSOORT", "ONDERWIJSSTRUCTUUR"),
    "denomination": ("DENOMINATIE",),
    "website": ("INTERNETADRES",),
}
REQUIRED = ("code", "name", "street", "house_number", "postcode", "place", "municipality")
CODE = re.compile(r"\d\d[A-Z]{2}\d\d")
WEBSITE = re.compile(r"(https?://)?([\w-]+(?:\.[\w-]+)+(?:/[^\s<>\"'\\]*)?)", re.IGNORECASE)


class NotARegister(ValueError):  # noqa: N818 - reads as the sentence it is
    """The file cannot be followed; the text says why, for the person at the keyboard."""


@dataclass
class Outcome:
    """What following a register changed."""

    new: int = 0
    known: int = 0
    returned: int = 0
    vanished: int = 0
    doubtful: int = 0  # missing from the file, but too many to believe it


@dataclass
class Register:
    """The schools of one published file, the last row of a repeated code counting."""

    fields: list[str]
    schools: dict[str, School] = field(default_factory=dict)
    repeated: int = 0

    @classmethod
    def read(cls, data: bytes) -> "Register":
        rows = _rows(_text(data))
        head = next(rows)[1]
        places = _places(head)
        register = cls(fields=[name for name in places if name != "code"])
        for number, row in rows:
            if len(row) != len(head):
                raise NotARegister(
                    gettext("Row %(row)d has %(found)d columns; the first row has %(head)d.")
                    % {"row": number, "found": len(row), "head": len(head)}
                )
            register.add(_school(number, {name: row[at] for name, at in places.items()}))
        if not register.schools:
            raise NotARegister(gettext("There are no schools in this file."))
        return register

    def add(self, school):
        self.repeated += school.code in self.schools
        self.schools[school.code] = school

    @transaction.atomic
    def follow(self, *, source, published_on, believe=False) -> Outcome:
        """Make our schools those of this file; all of it happens, or nothing.

        With ``believe`` any number of schools may vanish.
        """
        outcome, before = Outcome(), dict(School.objects.values_list("code", "vanished_at"))
        known = [before[code] for code in self.schools if code in before]
        outcome.known, outcome.new = len(known), len(self.schools) - len(known)
        outcome.returned = sum(vanished_at is not None for vanished_at in known)
        School.objects.bulk_create(
            self.schools.values(),
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=[*self.fields, "haystack", "vanished_at"],
        )
        self._let_vanish(outcome, believe)
        SchoolRegister.objects.create(
            source=source, published_on=published_on, rows=len(self.schools)
        )
        return outcome

    def _let_vanish(self, outcome, believe):
        covered = [
            s for s in School.objects.current().filter(is_fictional=False) if self._covers(s)
        ]
        missing = [school.pk for school in covered if school.code not in self.schools]
        if len(missing) > max(FEW, SHARE * len(covered)) and not believe:
            outcome.doubtful = len(missing)
            return
        for start in range(0, len(missing), BATCH):
            gone = School.objects.filter(pk__in=missing[start : start + BATCH], networks=None)
            outcome.vanished += gone.update(vanished_at=timezone.now())

    def _covers(self, school):
        """Whether ``school`` would be in this file if it still existed."""
        if "kind" in self.fields and school.kind not in self._kinds:
            return False
        return self._is_nationwide or plain(school.municipality) in self._municipalities

    @cached_property
    def _kinds(self):
        return {school.kind for school in self.schools.values()}

    @cached_property
    def _municipalities(self):
        return {plain(school.municipality) for school in self.schools.values()}

    @cached_property
    def _is_nationwide(self):
        return len({school.province for school in self.schools.values()}) >= PROVINCES


def _text(data):
    if not data.strip():
        raise NotARegister(gettext("The file is empty."))
    if len(data) > LARGEST:
        raise NotARegister(gettext("The file is larger than 50 MB; a register of schools is not."))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NotARegister(gettext("This is not a text file. Download the file as CSV."))


def _rows(text):
    """Pairs of line number and cells, the first being the head; empty lines are skipped."""
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    if delimiter not in first:
        raise NotARegister(gettext("This is not a CSV file: the first line has no ; and no comma."))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        raise NotARegister(
            gettext("Row %(row)d cannot be read (%(error)s).")
            % {"row": reader.line_num, "error": error}
        ) from None


def _places(head):
    """``{field: index}`` of the columns we know, by whichever of their names is there."""
    named = {cell.strip().upper(): index for index, cell in reversed(list(enumerate(head)))}
    places = {
        name: named[heading]
        for name, headings in COLUMNS.items()
        for heading in headings[::-1]
        if heading in named
    }
    if missing := [COLUMNS[name][0] for name in REQUIRED if name not in places]:
        raise NotARegister(
            gettext("This is no register of schools: these columns are missing: %(columns)s.")
            % {"columns": ", ".join(missing)}
        )
    return places


def _school(number, cells):
    values = {name: " ".join(cell.split()) for name, cell in cells.items()}
    if not CODE.fullmatch(values["code"]) or not values["name"]:
        raise NotARegister(
            gettext("Row %(row)d has no location code and name (“%(code)s”, “%(name)s”).")
            % {"row": number, "code": values["code"][:20], "name": values["name"][:40]}
        )
    if "website" in values:
        values["website"] = website(values["website"])
    for name, value in values.items():
        most = School._meta.get_field(name).max_length
        if len(value) > most:
            raise NotARegister(
                gettext("Row %(row)d: %(column)s has %(found)d characters; %(most)d is the most.")
                % {"row": number, "column": COLUMNS[name][0], "found": len(value), "most": most}
            )
    school = School(**values)
    school.haystack = school.make_haystack()
    return school


def website(typed):
    """The address with its scheme; empty when it is no web address."""
    found = WEBSITE.fullmatch(typed)
    if found is None:
        return ""
    return f"{(found[1] or 'https://').lower()}{found[2]}"
