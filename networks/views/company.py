"""A parent is asked to begin a network too, and says yes or no."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from community.access import require
from networks.forms import AcceptForm
from networks.models import Cofounder, Founding


@require_http_methods(["GET", "HEAD", "POST"])
def together(request, token):
    """Reading does nothing; only the button makes somebody a moderator."""
    asked = Cofounder.objects.by_token(token).first()
    if asked is None:
        return render(request, "networks/start_old_link.html", status=410)
    if not asked.is_for(request.user):
        return render(request, "networks/start_other_address.html", {"asked": asked}, status=403)
    if request.POST.get("answer") == "no":
        return _decline(request, asked)
    sent = request.POST if request.method == "POST" else None
    form = AcceptForm(sent, person=request.user, asked=asked)
    if not form.is_valid():
        context = {"asked": asked, "network": asked.network, "form": form}
        status = 422 if form.is_bound else 200
        return render(request, "networks/start_together_accept.html", context, status=status)
    form.accept()
    return redirect(asked.network)


def _decline(request, asked):
    asked.take_back(by=request.user)
    messages.success(request, gettext("We keep nothing of this invitation."))
    return redirect("networks:home")


@require_POST
def take_back(request, pk, cofounder):
    """The starter wrote a wrong number: the link that went there stops working."""
    founding = get_object_or_404(Founding.objects.visible_to(request.user), pk=pk)
    require(request.user, "networks.found", founding.network)
    asked = founding.network.cofounders.waiting().filter(pk=cofounder).first()
    if asked is None:
        raise Http404
    asked.take_back(by=request.user)
    return redirect(founding.step_url(3))
