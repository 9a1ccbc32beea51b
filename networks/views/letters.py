"""The letter for a whole class, with one code for each family."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from community.access import require
from networks import paper
from networks.doors import LetterForm
from networks.models import Letter, Network
from networks.poster import picture, welcomes
from networks.views.printing import pdf, spoken


def _network(request, slug):
    network = get_object_or_404(
        Network.objects.visible_to(request.user).select_related("school"), slug=slug
    )
    require(request.user, "networks.send", network)
    return network


def _letter(request, slug, pk):
    network = _network(request, slug)
    letter = get_object_or_404(
        Letter.objects.visible_to(request.user).filter(network=network), pk=pk
    )
    letter.network = network
    return letter


def _codes(letter):
    """Its codes that still work, each with the network it opens at hand."""
    codes = list(letter.codes())
    for invitation in codes:
        invitation.network = letter.network
    return codes


def _letters_page(request, network, form, status=200):
    context = {
        "network": network,
        "here": "invite",
        "form": form,
        "letters": list(network.letters.for_listing()),
    }
    return render(request, "networks/letters.html", context, status=status)


@require_safe
def letters(request, network):
    return _letters_page(request, _network(request, network), LetterForm())


@require_POST
def write_letter(request, network):
    network = _network(request, network)
    form = LetterForm(request.POST)
    if not form.is_valid():
        return _letters_page(request, network, form, status=422)
    return redirect(form.write(network, by=request.user))


@require_safe
def class_letter(request, network, pk):
    """All letters as a page, an A4 each; ``?taal=`` chooses the languages that stand on it."""
    letter = _letter(request, network, pk)
    context = {
        "network": letter.network,
        "letter": letter,
        "sheets": [(each, picture(each.link)) for each in _codes(letter)],
        **spoken(request, letter.network),
    }
    return render(request, "networks/class_letter.html", context)


@require_safe
def class_letter_pdf(request, network, pk):
    letter = _letter(request, network, pk)
    shown = welcomes(letter.network, request.GET.getlist("taal"))
    content = paper.letters(letter.label, _codes(letter), shown)
    return pdf(f"brief {letter.network.name} {letter.label}", content)


@require_POST
def revoke_letter(request, network, pk):
    letter = _letter(request, network, pk)
    letter.revoke(by=request.user)
    messages.success(request, gettext("The codes of this letter no longer work."))
    return redirect("networks:letters", letter.network.slug)
