"""Open data: a read API, described in OpenAPI, and the same as files for a spreadsheet."""

import csv
from functools import wraps
from typing import Annotated

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.cache import patch_cache_control
from ninja import NinjaAPI, Query
from ninja.pagination import LimitOffsetPagination, paginate
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms import facts
from cms.facts import DateFacts, PracticeFacts, SchoolFacts, ThemeFacts
from community.richtext import printable

KEPT = 300  # seconds in caches on the way
MOST = 500  # rows in one answer
ABSENT = "geen gegevens"
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would calculate

Words = Annotated[str, Query(max_length=100, description="words of a name, street or place")]
Code = Annotated[str, Query(max_length=6, description="DUO's vestigingscode; empty is all")]

api = NinjaAPI(
    title="Oudernetwerk, open data",
    version="1",
    description="Facts of schools, their themes, announced dates and practice cards. Read only.",
    docs_url=None,  # its pages are fetched from elsewhere; ours is /api/
    urls_namespace="open_data_api",
)


@api.get("/schools", response=list[SchoolFacts], summary="Schools of the register")
@paginate(LimitOffsetPagination, max_limit=MOST)
def schools(request, q: Words = ""):
    return facts.schools(q)


@api.get("/schools/{code}", response=SchoolFacts, summary="One school")
def school(request, code: str):
    return get_object_or_404(facts.schools(), code__iexact=code)


@api.get("/themes", response=list[ThemeFacts], summary="Themes that schools publish")
@paginate(LimitOffsetPagination, max_limit=MOST)
def themes(request, school: Code = ""):
    return facts.themes(school)


@api.get("/dates", response=list[DateFacts], summary="Dates that networks announce to everybody")
@paginate(LimitOffsetPagination, max_limit=MOST)
def dates(request, school: Code = ""):
    return facts.dates(school)


@api.get("/practices", response=list[PracticeFacts], summary="What worked, and what did not")
@paginate(LimitOffsetPagination, max_limit=MOST)
def practices(request):
    return facts.practices()


TABLES = {
    "schools": (SchoolFacts, facts.schools),
    "themes": (ThemeFacts, facts.themes),
    "dates": (DateFacts, facts.dates),
    "practices": (PracticeFacts, facts.practices),
}


def table(request, name):
    schema, rows = TABLES[name]
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(answer)
    writer.writerow(schema.model_fields)
    for row in rows():
        told = schema.from_orm(row).model_dump(mode="json")
        writer.writerow(map(_cell, told.values()))
    return answer


def _cell(value):
    if value is None or value == "":
        return ABSENT
    text = printable(str(value))
    return f"'{text}" if text.startswith(FORMULA) else text


def front(request):
    """What there is, for people."""
    return render(request, "cms/open_data.html", {"tables": list(TABLES)})


def _for_everybody(view):
    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=KEPT)
        return response

    return login_not_required(answer)


urlpatterns = decorate_urlpatterns(
    [
        path("", front, name="open_data"),
        *(path(f"{name}.csv", table, {"name": name}, name=f"{name}_csv") for name in TABLES),
        path("", api.urls),
    ],
    _for_everybody,
)
