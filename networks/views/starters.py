"""A parent who wanted to begin for the same school writes to those who did."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from community.limits import Limit
from networks.forms import QuestionForm
from networks.models import Network

QUESTIONS = Limit("question-to-starters", most=3, seconds=24 * 3600)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_starters(request, network):
    network = get_object_or_404(Network.objects.listed(), slug=network)
    if network.is_closed_to(request.user):
        raise Http404
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and not QUESTIONS.take(request.user.pk):
        form.add_error("text", gettext("You wrote three times today. Wait until tomorrow."))
    if not form.is_valid():
        context = {"network": network, "form": form}
        status = 422 if form.is_bound else 200
        return render(request, "networks/ask_starters.html", context, status=status)
    network.ask_starters(form.cleaned_data["text"], by=request.user)
    messages.success(request, gettext("Your message is on its way. They write to you themselves."))
    return redirect(network.card_url)
