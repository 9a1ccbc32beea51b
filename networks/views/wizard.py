"""Start a network in seven short steps; each keeps itself, here and on another device."""

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.access import require
from community.limits import Limit
from networks.forms import SchoolForm
from networks.models import Founding, School, SchoolRegister
from networks.models.founding import LAST, LINK_LASTS, SALT, AlreadyThere
from networks.steps import STEPS

ON_A_PAGE = 12
LONGEST = 80  # letters of a search
LINKS = Limit("start-link", most=5, seconds=3600)


@require_safe
def start(request):
    """To the step where this person was."""
    mine = Founding.objects.visible_to(request.user).unfinished().first()
    return redirect(mine or "networks:start_school")


@require_http_methods(["GET", "HEAD", "POST"])
def school(request):
    """Step 1: find the school; one that has a network already leads to that network first."""
    asked = request.GET if "school" in request.GET else None
    form = SchoolForm(request.POST if request.method == "POST" else asked)
    if request.method == "POST" and form.is_valid():
        return _choose(request, form.cleaned_data["school"])
    status = 422 if form.errors else 200
    return render(request, "networks/start_school.html", _search(request, form), status=status)


def _choose(request, school):
    if school.open_networks:
        return redirect(_school_url(school))
    return redirect(Founding.objects.begin(school=school, by=request.user).step_url(2))


def _search(request, form):
    words = request.GET.get("q", "").strip()[:LONGEST]
    found = School.objects.matching(words).with_networks() if words else ()
    return {
        "form": form,
        "chosen": form.cleaned_data["school"] if form.is_bound and form.is_valid() else None,
        "words": words,
        "page": Paginator(found, ON_A_PAGE).get_page(1),
        "by_address": "adres" in request.GET,
        "draft": Founding.objects.visible_to(request.user).drafts_of(request.user).first(),
        "register": SchoolRegister.objects.order_by("-read_at").first(),
    }


def _school_url(school):
    return f"{reverse('networks:start_school')}?school={school.code}"


def _founding(request, pk):
    founding = get_object_or_404(Founding.objects.visible_to(request.user), pk=pk)
    require(request.user, "networks.found", founding.network)
    return founding


def _form(request, founding, number):
    if number not in STEPS:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    return STEPS[number](sent, founding=founding, person=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request, pk, number):
    """Steps 2 to 7. A step that comes too early leads back to the one that is next."""
    founding = _founding(request, pk)
    form = _form(request, founding, number)
    if number > founding.step:
        return redirect(founding)
    if not form.is_valid():
        context = {"form": form, "founding": founding, "network": founding.network}
        return render(request, form.template, context, status=422 if form.is_bound else 200)
    try:
        form.save()
    except AlreadyThere as earlier:
        return redirect(_school_url(earlier.network.school))
    return redirect(founding.network if number == LAST else founding.step_url(number + 1))


@require_POST
def later(request, pk, number):
    """Keep what was typed and send a link to go on with, on any device."""
    founding = _founding(request, pk)
    form = _form(request, founding, number)
    if LINKS.take(request.user.pk):
        founding.pause(number, form.typed, by=request.user)
    return redirect("networks:start_later", founding.pk)


@require_safe
def paused(request, pk):
    return render(request, "networks/start_later.html", {"founding": _founding(request, pk)})


@require_safe
def resume(request, token):
    """The link of ``later``. It opens nothing: one signs in first, and as the right person."""
    try:
        pk, person = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
    except signing.BadSignature:
        return render(request, "networks/start_old_link.html", status=410)
    if person != request.user.pk:
        raise PermissionDenied
    return redirect(_founding(request, pk))


@require_POST
def abandon(request, pk):
    founding = _founding(request, pk)
    require(request.user, "networks.abandon", founding.network)
    founding.abandon(by=request.user)
    messages.success(request, gettext("It is gone. Nobody has seen it."))
    return redirect("networks:start_school")
