"""Start a network in three short steps; the school is kept in the session between them."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from networks.forms import SchoolForm, StartForm
from networks.models import Network, School, SchoolRegister

ON_A_PAGE = 12
CHOSEN, STARTED = "start_school", "started_network"  # keys of the session


@require_safe
def start(request):
    """To the step where this person was."""
    return redirect("networks:start_name" if CHOSEN in request.session else "networks:start_school")


@require_http_methods(["GET", "HEAD", "POST"])
def school(request):
    """Find the school; one that has a network already leads to that network first."""
    if request.method == "POST":
        form = SchoolForm(request.POST)
        if form.is_valid():
            return _choose(request, form.cleaned_data["school"])
    else:
        form = SchoolForm(request.GET if "school" in request.GET else None)
    chosen = form.cleaned_data["school"] if form.is_bound and form.is_valid() else None
    words = request.GET.get("q", "").strip()
    found = School.objects.matching(words).prefetch_related("networks") if words else ()
    context = {
        "form": form,
        "chosen": chosen,
        "words": words,
        "page": Paginator(found, ON_A_PAGE).get_page(1),
        "register": SchoolRegister.objects.order_by("-read_at").first(),
    }
    status = 422 if form.errors else 200
    return render(request, "networks/start_school.html", context, status=status)


def _choose(request, school):
    if school.networks.all():
        return redirect(_school_url(school))
    request.session[CHOSEN] = school.code
    return redirect("networks:start_name")


def _school_url(school):
    return f"{reverse('networks:start_school')}?school={school.code}"


@require_http_methods(["GET", "HEAD", "POST"])
def name(request):
    """Name and agreements; sent twice, or by two parents at once, they make one network."""
    chosen = School.objects.current().filter(code=request.session.get(CHOSEN, "")).first()
    if chosen is None:
        return redirect("networks:start_school")
    form = StartForm(request.POST or None, school=chosen, person=request.user)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        context = {"form": form, "chosen": chosen}
        return render(request, "networks/start_name.html", context, status=status)
    network = form.start()
    if network.membership_of(request.user) is None:
        return redirect(_school_url(chosen))
    request.session[STARTED] = network.slug
    return redirect("networks:start_done")


@require_safe
def done(request):
    """The code, the link and the words to send, of the network just started."""
    started = request.session.get(STARTED, "")
    network = get_object_or_404(Network.objects.visible_to(request.user), slug=started)
    invitation = network.invitations.usable().order_by("pk").first()
    if invitation is None:
        raise Http404
    context = {"network": network, "invitation": invitation}
    return render(request, "networks/start_done.html", context)
