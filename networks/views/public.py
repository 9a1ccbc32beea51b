"""Pages everybody may read: which schools have a network, and what it shows of itself."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_list_or_404, get_object_or_404, render
from django.views.decorators.http import require_safe

from community.limits import Limit
from networks.directory import LONGEST, Question, cards
from networks.models import Network, School, SchoolRegister
from networks.models.school import plain
from networks.panels import at_door

ON_A_PAGE = 24
OPTIONS = 8  # schools in the list below what is being typed
SHORTEST = 2  # letters before that list says anything
SEARCHES = Limit("school-search", most=30, seconds=60)


@login_not_required
@require_safe
def directory(request):
    return _listing(request, "networks/directory.html", Question.of(request.GET))


@login_not_required
@require_safe
def board(request, board):
    """The networks at the schools of one school board."""
    get_list_or_404(School.objects.current().within(board=board)[:1])
    return _listing(request, "networks/neighbours.html", Question(board=board))


@login_not_required
@require_safe
def district(request, postcode):
    """The networks at the schools of one district: the four digits of a postcode."""
    get_list_or_404(School.objects.current().within(district=postcode)[:1])
    return _listing(request, "networks/neighbours.html", Question(district=postcode))


@login_not_required
@require_safe
def themes(request):
    """Networks that belong to no school, about something parents share."""
    page = Paginator(Network.objects.themes(), ON_A_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "networks/themes.html", {"page": page})


def _listing(request, template, question):
    page = Paginator(question.schools, ON_A_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "question": question,
        "cards": cards(list(page), request.user),
        "page": page,
        "words": question.words,
        "query": question.query,
        "register": SchoolRegister.objects.order_by("-read_at").first(),
    }
    return render(request, template, context)


@login_not_required
@require_safe
def school_options(request):
    """Fragment: the schools that match what was typed so far, for ``<school-search>``."""
    if not SEARCHES.take(request.META["REMOTE_ADDR"]):
        return render(request, "networks/_school_options.html", {"too_many": True}, status=429)
    typed = plain(request.GET.get("q", "")[:LONGEST])
    schools = School.objects.for_options(typed)[:OPTIONS] if len(typed) >= SHORTEST else []
    return render(request, "networks/_school_options.html", {"schools": schools, "typed": typed})


@login_not_required
@require_safe
def card(request, network):
    """What a network shows to whoever has no code yet, unless they are barred."""
    network = get_object_or_404(Network.objects.listed(), slug=network)
    if network.is_closed_to(request.user):
        raise Http404
    membership = network.membership_of(request.user) if request.user.is_authenticated else None
    return render(
        request,
        "networks/card.html",
        {"network": network, "doors": at_door(network), "membership": membership},
    )
