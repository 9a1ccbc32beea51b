"""What may be known of schools by everybody, as plain rows: nothing about people.

A number or word that nobody gave is absent, never zero or empty.
"""

from datetime import date, datetime

from django.db.models import CharField, DateField, OuterRef, Subquery, Value
from django.db.models.functions import Left, Length
from ninja import Schema

from cms.models import PracticePage, SchoolPage, ThemePage
from networks.models import School, SchoolRegister
from ouderkamer.models import Gathering


class SchoolFacts(Schema):
    code: str
    name: str
    street: str | None
    house_number: str | None
    postcode: str | None
    place: str | None
    municipality: str | None
    kind: str | None
    denomination: str | None
    board: str | None
    website: str | None
    pupils: int | None = None  # the register we read does not tell
    page: str | None
    source: str | None
    source_date: date | None

    @staticmethod
    def resolve_page(row):
        portal = getattr(row, "portal", None)
        return portal.whole_address if portal and portal.live else None


class ThemeFacts(Schema):
    school: str
    title: str
    intro: str
    language: str
    from_date: date | None
    whole_address: str
    last_published_at: datetime | None


class DateFacts(Schema):
    network: str
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str | None

    @staticmethod
    def resolve_network(row):
        return row.network.name


class PracticeFacts(Schema):
    title: str
    subject: str
    verdict: str
    for_whom: str
    effort: str
    result: str
    tried_by: str
    whole_address: str


def schools(words=""):
    register = SchoolRegister.objects.order_by("-read_at").first()
    found = School.objects.matching(words) if words else School.objects.current().order_by("code")
    return found.select_related("portal").annotate(
        source=Value(register and register.source, output_field=CharField()),
        source_date=Value(register and register.published_on, output_field=DateField()),
    )


def themes(code=""):
    """Live ones on the live page of a school; of one school, or of all."""
    home = SchoolPage.objects.live().filter(path=OuterRef("home")).values("school__code")[:1]
    length = Length("path") - ThemePage.steplen
    found = ThemePage.objects.live().sources().annotate(home=Left("path", length))
    found = found.annotate(school=Subquery(home)).exclude(school=None).order_by("path")
    return found.filter(school__iexact=code) if code else found


def dates(code=""):
    announced = Gathering.objects.announced().upcoming().select_related("network")
    return announced.filter(network__school__code__iexact=code) if code else announced


def practices():
    return PracticePage.objects.live().sources().order_by("path")
