"""The subjects of a network: what they are, in which order, and who reads along."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.access import require
from forums.models import Forum
from forums.subjects import STANDING, SubjectForm
from forums.views.fetching import form_page, network_at, require_page


@require_page
def subjects(request, network):
    network = network_at(request, network)
    require(request.user, "forums.keep", network)
    form = SubjectForm(request.POST or None, network=network)
    if form.is_valid():
        Forum.objects.open(network, **form.cleaned_data, by=request.user)
        messages.success(request, _("The subject is there."))
        return redirect("forums:subjects", network.slug)
    forums = list(Forum.objects.visible_to(request.user).with_topics().filter(network=network))
    known = {forum.name.casefold() for forum in forums}
    ideas = [idea for idea in STANDING if str(idea[0]).casefold() not in known]
    context = {"network": network, "forums": forums, "ideas": ideas}
    return form_page(request, "forums/subjects.html", form, **context)


@require_page
def subject(request, network, pk):
    forum = _subject(request, network, pk)
    form = SubjectForm(request.POST or None, instance=forum, network=forum.network)
    if form.is_valid():
        forum.describe(**form.cleaned_data, by=request.user)
        return redirect("forums:subjects", network)
    return form_page(request, "forums/subject.html", form, network=forum.network, forum=forum)


@require_POST
def raise_subject(request, network, pk):
    _subject(request, network, pk).rise(by=request.user)
    return redirect("forums:subjects", network)


@require_POST
def remove_subject(request, network, pk):
    if not _subject(request, network, pk).remove(by=request.user):
        messages.warning(request, _("There are conversations here. Move them first."))
    return redirect("forums:subjects", network)


def _subject(request, network, pk):
    network = network_at(request, network)
    require(request.user, "forums.keep", network)
    return get_object_or_404(Forum.objects.visible_to(request.user), network=network, pk=pk)
