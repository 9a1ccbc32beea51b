"""A code on paper: the poster, cards to hand out, and the letter a child takes home."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from community.access import require
from networks import paper
from networks.models import Network
from networks.poster import chosen, picture, square, welcomes


def _invitation(request, slug, code):
    network = get_object_or_404(
        Network.objects.visible_to(request.user).select_related("school"), slug=slug
    )
    require(request.user, "networks.invite", network)
    invitation = get_object_or_404(network.invitations.usable(), code=code)
    invitation.network = network
    return invitation


@require_safe
def poster(request, network, code):
    """The poster as a page; ``?taal=`` chooses the languages that stand on it."""
    invitation = _invitation(request, network, code)
    context = {
        "network": invitation.network,
        "invitation": invitation,
        **spoken(request, invitation.network),
    }
    return render(request, "networks/poster.html", context)


@require_safe
def poster_pdf(request, network, code):
    invitation = _invitation(request, network, code)
    shown = welcomes(invitation.network, request.GET.getlist("taal"))
    return pdf(_named("poster", invitation), paper.poster(invitation, shown))


@require_safe
def cards(request, network, code):
    """Ten cards to cut out, as a page."""
    invitation = _invitation(request, network, code)
    context = {
        "network": invitation.network,
        "invitation": invitation,
        "square": picture(invitation.link),
        "numbers": range(paper.ON_A_SHEET),
    }
    return render(request, "networks/cards.html", context)


@require_safe
def cards_pdf(request, network, code):
    invitation = _invitation(request, network, code)
    return pdf(_named("kaartjes", invitation), paper.cards(invitation))


@require_safe
def qr(request, network, code):
    """The square on the poster, as a picture of its own."""
    invitation = _invitation(request, network, code)
    return HttpResponse(square(invitation.link), content_type="image/svg+xml")


@require_safe
def letter(request, network, code):
    """The letter to copy for everybody: all of them carry the same code."""
    invitation = _invitation(request, network, code)
    context = {
        "network": invitation.network,
        "invitation": invitation,
        "square": picture(invitation.link),
        **spoken(request, invitation.network),
    }
    return render(request, "networks/letter.html", context)


@require_safe
def letter_pdf(request, network, code):
    invitation = _invitation(request, network, code)
    shown = welcomes(invitation.network, request.GET.getlist("taal"))
    return pdf(_named("brief", invitation), paper.letters(invitation.code, [invitation], shown))


def spoken(request, network):
    """What stands on the sheet in other languages, and the choice of these."""
    shown = welcomes(network, request.GET.getlist("taal"))
    return {
        "welcomes": shown,
        "languages": chosen(code for code, *_words in shown),
        "query": request.GET.urlencode(),
    }


def _named(what, invitation):
    return f"{what} {invitation.network.name} {invitation.code}"


def pdf(name, content):
    """``content`` as a document that opens in the browser, and is kept as ``name``."""
    headers = {"Content-Disposition": f'inline; filename="{slugify(name)}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
