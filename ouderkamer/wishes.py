"""Parents say what they want to talk about, and back what others said."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from community.access import require
from ouderkamer.fetching import network_at, theme_at
from ouderkamer.forms.themes import BackForm, ThemeForm
from ouderkamer.models import Theme


@require_http_methods(["GET", "HEAD", "POST"])
def themes(request, network):
    network = network_at(request, network)
    require(request.user, "ouderkamer.suggest", network)
    membership = network.membership_of(request.user)
    form = ThemeForm(request.POST or None, request.FILES or None, membership=membership)
    if form.is_valid():
        theme = Theme.objects.suggest(network, by=request.user, **form.cleaned_data)
        messages.success(request, gettext("Thank you. Other parents can back this now."))
        return redirect(theme)
    visible = Theme.objects.visible_to(request.user).filter(network=network)
    return render(
        request,
        "ouderkamer/themes.html",
        {
            "network": network,
            "here": "agenda",
            "form": form,
            "themes": visible.for_listing(request.user).prefetch_related("recordings"),
        },
        status=422 if form.is_bound else 200,
    )


@require_POST
def back(request, network, pk):
    theme = theme_at(request, network, pk)
    require(request.user, "ouderkamer.back", theme)
    form = BackForm(request.POST)
    if form.is_valid() and form.cleaned_data["off"]:
        theme.leave(by=request.user)
    else:
        theme.back(by=request.user)
    return redirect(theme)
