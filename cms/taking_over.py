"""A practice card becomes a date in the agenda of a network."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cms.models import PracticePage
from community.access import require
from networks.models import Network
from ouderkamer.forms import GatheringForm
from ouderkamer.models import Gathering


@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request, network, pk):
    """The form of a date, filled in with the card; it is planned as any other date."""
    network = get_object_or_404(Network.objects.visible_to(request.user), slug=network)
    require(request.user, "cms.take_over", network)
    card = get_object_or_404(PracticePage.objects.live().public(), pk=pk)
    begun = {"title": card.title, "intro": card.as_words}
    membership = network.membership_of(request.user)
    form = GatheringForm(request.POST or None, membership=membership, initial=begun)
    if form.is_valid():
        facts = {**form.facts, "subject": form.facts.get("subject") or card.subject_key}
        return redirect(Gathering.objects.plan(network, by=request.user, **facts))
    context = {"network": network, "here": "agenda", "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "ouderkamer/gathering_new.html", context, status=status)
