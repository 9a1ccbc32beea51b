"""A code on paper: the poster, cards to hand out, and the letter a child takes home."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from community.access import require
from networks import paper
from networks.models import Network
from networks.poster import chosen, square, welcomes


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
    shown = welcomes(invitation.network, request.GET.getlist("taal"))
    context = {
        "network": invitation.network,
        "invitation": invitation,
        "welcomes": shown,
        "languages": chosen(code for code, *_words in shown),
        "query": request.GET.urlencode(),
    }
    return render(request, "networks/poster.html", context)


@require_safe
def poster_pdf(request, network, code):
    invitation = _invitation(request, network, code)
    shown = welcomes(invitation.network, request.GET.getlist("taal"))
    return _pdf("poster", invitation, paper.poster(invitation, shown))


@require_safe
def cards_pdf(request, network, code):
    invitation = _invitation(request, network, code)
    return _pdf("kaartjes", invitation, paper.cards(invitation))


@require_safe
def qr(request, network, code):
    """The square on the poster, as a picture of its own."""
    invitation = _invitation(request, network, code)
    return HttpResponse(square(invitation.link), content_type="image/svg+xml")


@require_safe
def letter(request, network, code):
    invitation = _invitation(request, network, code)
    context = {"network": invitation.network, "invitation": invitation}
    return render(request, "networks/letter.html", context)


def _pdf(what, invitation, content):
    name = slugify(f"{what} {invitation.network.name} {invitation.code}")
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
