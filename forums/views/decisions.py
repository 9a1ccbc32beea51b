"""Moderators decide about a whole conversation: what becomes of it, and where it belongs."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from community.access import require
from forums.decisions import DecideForm, MergeForm, MoveForm, SplitForm, SummaryForm
from forums.forms import PlaceForm
from forums.leaf import Leaf
from forums.models import Shift
from forums.views.fetching import form_page, require_page, topic_at


@require_page
def decide(request, network, pk, slug):
    topic = topic_at(request, network, pk)
    require(request.user, "forums.decide", topic)
    begun = {"outcome": topic.outcome, "line": topic.outcome_line}
    form = DecideForm(request.POST or None, initial=begun)
    if form.is_valid():
        topic.decide(form.cleaned_data["outcome"], form.cleaned_data["line"], by=request.user)
        messages.success(request, _("Everybody can read what becomes of it."))
        return redirect(topic)
    return _page(request, "forums/topic_decide.html", form, topic)


@require_page
def summarise(request, network, pk, slug):
    topic = topic_at(request, network, pk)
    require(request.user, "forums.rearrange", topic)
    form = SummaryForm(request.POST or None, initial={"text": topic.summary})
    if form.is_valid():
        topic.summarise(form.cleaned_data["text"], by=request.user)
        return redirect(topic)
    return _page(request, "forums/topic_summarise.html", form, topic)


@require_page
def move(request, network, pk, slug):
    topic = topic_at(request, network, pk)
    require(request.user, "forums.rearrange", topic)
    form = MoveForm(request.POST or None, topic=topic, reader=request.user)
    if form.is_valid():
        Shift.objects.move(topic, form.cleaned_data["forum"], by=request.user)
        messages.success(request, _("The conversation is in its new place."))
        return redirect(topic)
    return _page(request, "forums/topic_move.html", form, topic)


@require_page
def split(request, network, pk, slug):
    topic = topic_at(request, network, pk)
    require(request.user, "forums.rearrange", topic)
    form = SplitForm(request.POST or None, topic=topic)
    if form.is_valid():
        shift = Shift.objects.split(topic, **form.cleaned_data, by=request.user)
        return _done(request, shift, topic, _("These answers are a conversation of their own."))
    leaf = Leaf(topic, request.user, PlaceForm.read(request.GET)["pagina"] or 1)
    if not leaf.posts:
        raise Http404
    return _page(request, "forums/topic_split.html", form, topic, leaf=leaf)


@require_page
def merge(request, network, pk, slug):
    topic = topic_at(request, network, pk)
    require(request.user, "forums.merge", topic)
    form = MergeForm(request.POST or None, topic=topic, reader=request.user)
    if form.is_valid():
        shift = Shift.objects.merge(topic, form.cleaned_data["other"], by=request.user)
        return _done(request, shift, topic, _("It is one conversation now."))
    return _page(request, "forums/topic_merge.html", form, topic)


def _done(request, shift, topic, sentence):
    if shift is None:
        messages.warning(request, _("Somebody else was quicker. Look at what is here now."))
        return redirect(topic)
    messages.success(request, sentence)
    return redirect(shift.topic)


def _page(request, template, form, topic, **context):
    return form_page(request, template, form, network=topic.network, topic=topic, **context)
