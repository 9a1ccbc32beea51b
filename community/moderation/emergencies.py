"""Two moderators ask the operators who wrote something."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from community.access import require
from community.moderation.forms import EmergencyForm
from community.moderation.models import Emergency
from community.moderation.views import case_at


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, network, pk):
    case = case_at(request, network, pk)
    require(request.user, "moderation.decide", case)
    form = EmergencyForm(request.POST or None)
    if form.is_valid():
        Emergency.objects.ask(case, reason=form.cleaned_data["why"], by=request.user)
        messages.success(request, gettext("Another moderator has to ask for it too."))
        return redirect(case)
    context = {"network": case.network, "here": "reports", "case": case, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "moderation/emergency.html", context, status=status)


@require_POST
def second(request, network, pk, emergency):
    case = case_at(request, network, pk)
    require(request.user, "moderation.decide", case)
    get_object_or_404(case.emergencies, pk=emergency).second(by=request.user)
    return redirect(case)
