"""What a contact parent does for a family without an account, each with a receipt."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.access import require
from networks.outreach.families import family_at
from networks.outreach.forms import BehalfForm
from networks.outreach.models import Said
from ouderkamer.models import Gathering


@require_POST
def said_yes(request, network, pk, gathering):
    """A parent answered JA to a message, or said it at the gate."""
    family = family_at(request, network, pk)
    if family.member_id:
        raise Http404  # who has an account answers there
    visible = Gathering.objects.visible_to(request.user).filter(network=family.network)
    date = get_object_or_404(visible.for_listing(request.user), pk=gathering)
    require(request.user, "ouderkamer.sign_up_for", date)
    form = BehalfForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Choose how you spoke with each other."))
        return redirect(family)
    try:
        Said.objects.comes(family, date, **form.cleaned_data, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect(family)
    return redirect("outreach:receipt", network, pk)


@never_cache
@require_safe
def receipt(request, network, pk):
    """What was said for this parent, with the code by which it corrects that itself."""
    family = family_at(request, network, pk)
    said = family.said.stands().select_related("sign_up__gathering").order_by("-at")
    return render(
        request,
        "outreach/receipt.html",
        {
            "network": family.network,
            "here": "call",
            "family": family,
            "said": said,
            "base_url": settings.BASE_URL,
        },
    )


@require_POST
def renew_slip(request, network, pk):
    family_at(request, network, pk).renew_slip()
    messages.success(request, gettext("There is a new code. The old slip opens nothing any more."))
    return redirect("outreach:receipt", network, pk)


@require_POST
def take_back(request, network, pk, said):
    family = family_at(request, network, pk)
    get_object_or_404(family.said.stands(), pk=said).take_back(by=request.user)
    messages.success(request, gettext("Taken back."))
    return redirect("outreach:receipt", network, pk)
