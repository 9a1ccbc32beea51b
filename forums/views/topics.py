"""The list of conversations, a new one, and one with its answers."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.access import require
from forums.forms import PlaceForm, ReadForm, ReplyForm, TopicForm
from forums.leaf import Leaf
from forums.models import Forum, Topic
from forums.shelf import Shelf
from forums.views.fetching import form_page, network_at, require_page, topic_at


@require_safe
def topics(request, network):
    network = network_at(request, network)
    shelf = Shelf(network, request.user, **PlaceForm.read(request.GET))
    context = {"network": network, "here": "talk", "shelf": shelf}
    return render(request, "forums/topics.html", context)


@require_page
def topic_new(request, network):
    network = network_at(request, network)
    require(request.user, "forums.start_topic", network)
    form = TopicForm(
        request.POST or None,
        network=network,
        writer=request.user,
        initial={"kind": Topic.Kind.QUESTION, "forum": request.GET.get("forum")},
    )
    if form.is_valid() and not form.is_preview:
        return _start(request, network, **form.cleaned_data)
    return form_page(request, "forums/topic_new.html", form, network=network)


def _start(request, network, *, forum, **words):
    forum = forum or Forum.objects.default_for(network)
    topic = forum.start_topic(**words, by=request.user)
    messages.success(request, _("Your conversation is on the page."))
    return redirect(f"{topic.get_absolute_url()}?geplaatst=nieuw")


@require_safe
def topic(request, network, pk, slug):
    topic = topic_at(request, network, pk)
    if slug != topic.slug:
        return redirect(f"{topic.get_absolute_url()}?{request.GET.urlencode()}")
    return _topic_page(request, topic, ReplyForm(place=topic, writer=request.user))


@require_POST
def reply(request, network, pk, slug):
    topic = topic_at(request, network, pk)
    require(request.user, "forums.reply", topic)
    form = ReplyForm(request.POST, place=topic, writer=request.user)
    if form.is_valid():
        post = topic.reply(**form.cleaned_data, by=request.user)
        messages.success(request, _("Your answer is on the page."))
        return redirect(post.get_absolute_url(sent=True))
    return _topic_page(request, topic, form)


def _topic_page(request, topic, form):
    place = PlaceForm.read(request.GET)
    leaf = Leaf.opened(topic, request.user, page=place["pagina"], post=place["bericht"])
    if not leaf.posts:
        raise Http404
    context = {"network": topic.network, "here": "talk", "topic": topic, "leaf": leaf}
    status = 422 if form.is_bound else 200
    return render(request, "forums/topic.html", {**context, "form": form}, status=status)


@require_POST
def mark_read(request, network, pk, slug):
    topic = topic_at(request, network, pk)
    form = ReadForm(request.POST, topic=topic)
    if form.is_valid():
        topic.mark_read(form.cleaned_data["up_to"], by=request.user)
    return redirect(topic)


@require_POST
def close(request, network, pk, slug):
    return _decide(request, network, pk, Topic.close)


@require_POST
def reopen(request, network, pk, slug):
    return _decide(request, network, pk, Topic.reopen)


@require_POST
def pin(request, network, pk, slug):
    return _decide(request, network, pk, Topic.pin)


@require_POST
def unpin(request, network, pk, slug):
    return _decide(request, network, pk, Topic.unpin)


def _decide(request, network, pk, command):
    topic = topic_at(request, network, pk)
    require(request.user, "forums.arrange", topic)
    command(topic, by=request.user)
    return redirect(topic)
