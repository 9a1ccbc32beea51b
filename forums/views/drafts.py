"""What somebody is still writing: kept for another moment, or another device."""

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from community.access import require
from forums.flood import DRAFTS_KEPT
from forums.forms import DraftForm, PlaceForm
from forums.models import Draft
from forums.models.draft import device_of
from forums.views.fetching import network_at, topic_at


@require_http_methods(["GET", "POST"])
def draft(request, network):
    """GET gives the drafts of this place, ``here`` and on ``others``; POST keeps this one."""
    network, topic = _place(request, network)
    if request.method == "POST":
        return _keep(request, network, topic)
    device, drafts = device_of(request), Draft.objects.at(network, topic, request.user)
    shown = [(draft.device == device, _shown(draft)) for draft in drafts]
    return JsonResponse(
        {
            "here": next((draft for is_here, draft in shown if is_here), None),
            "others": [draft for is_here, draft in shown if not is_here],
        }
    )


def _place(request, network):
    pk = PlaceForm.read(request.GET)["gesprek"]
    if pk:
        topic = topic_at(request, network, pk)
        require(request.user, "forums.reply", topic)
        return topic.network, topic
    network = network_at(request, network)
    require(request.user, "forums.start_topic", network)
    return network, None


def _keep(request, network, topic):
    form = DraftForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    if not DRAFTS_KEPT.take(request.user.pk):
        return HttpResponse(status=429)
    words = form.cleaned_data
    device = words.pop("device") or device_of(request)
    Draft.objects.keep(network, topic, device=device, **words, by=request.user)
    return HttpResponse(status=204)


def _shown(draft):
    at = timezone.localtime(draft.kept_at)
    return {"device": draft.device, "title": draft.title, "text": draft.text, "at": at.isoformat()}
