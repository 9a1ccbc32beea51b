"""Mail of which it was not sure who wrote it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.access import require
from forums.mail import place_held
from forums.models import HeldMail
from forums.views.fetching import network_at


@require_safe
def mine(request):
    """What came in on my name, from an address that is not mine or that nobody vouched for."""
    return render(request, "forums/held_mine.html", {"mails": HeldMail.objects.of(request.user)})


@require_POST
def place(request, pk):
    held = get_object_or_404(HeldMail.objects.of(request.user), pk=pk)
    if refusal := place_held(held, by=request.user):
        messages.error(request, refusal)
        return redirect("held_mail")
    held.delete()
    messages.success(request, _("Your words are on the page."))
    return redirect("held_mail")


@require_POST
def throw_away(request, pk):
    get_object_or_404(HeldMail.objects.of(request.user), pk=pk).delete()
    messages.success(request, _("Thrown away."))
    return redirect("held_mail")


@require_safe
def strangers(request, network):
    """From nobody we know: a moderator may invite them."""
    network = network_at(request, network)
    require(request.user, "forums.keep", network)
    mails = HeldMail.objects.of_strangers(network)
    context = {"network": network, "here": "talk", "mails": mails}
    return render(request, "forums/held_strangers.html", context)


@require_POST
def drop(request, network, pk):
    network = network_at(request, network)
    require(request.user, "forums.keep", network)
    get_object_or_404(HeldMail.objects.of_strangers(network), pk=pk).delete()
    messages.success(request, _("Thrown away."))
    return redirect("forums:held_strangers", network.slug)
