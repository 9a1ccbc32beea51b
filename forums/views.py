from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.access import require
from forums.forms import (
    EditForm,
    HideForm,
    PlaceForm,
    ReactionForm,
    ReadForm,
    ReplyForm,
    TopicForm,
)
from forums.leaf import Leaf
from forums.models import FeedKey, Forum, Post, Topic
from forums.shelf import Shelf
from networks.models import Network

require_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def topics(request, network):
    network = _network(request, network)
    shelf = Shelf(network, request.user, **PlaceForm.read(request.GET))
    context = {"network": network, "here": "talk", "shelf": shelf}
    return render(request, "forums/topics.html", context)


@require_page
def topic_new(request, network):
    network = _network(request, network)
    require(request.user, "forums.start_topic", network)
    form = TopicForm(
        request.POST or None,
        network=network,
        writer=request.user,
        initial={"kind": Topic.Kind.QUESTION, "forum": request.GET.get("forum")},
    )
    if form.is_valid():
        return _start(request, network, **form.cleaned_data)
    return _form_page(request, "forums/topic_new.html", form, network=network)


def _start(request, network, *, forum, **words):
    forum = forum or Forum.objects.default_for(network)
    topic = forum.start_topic(**words, by=request.user)
    messages.success(request, _("Your conversation is on the page."))
    return redirect(f"{topic.get_absolute_url()}?geplaatst=nieuw")


@require_safe
def topic(request, network, pk, slug):
    topic = _topic(request, network, pk)
    if slug != topic.slug:
        return redirect(f"{topic.get_absolute_url()}?{request.GET.urlencode()}")
    return _topic_page(request, topic, ReplyForm(writer=request.user))


@require_POST
def reply(request, network, pk, slug):
    topic = _topic(request, network, pk)
    require(request.user, "forums.reply", topic)
    form = ReplyForm(request.POST, writer=request.user)
    if form.is_valid():
        post = topic.reply(form.cleaned_data["text"], by=request.user)
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
    topic = _topic(request, network, pk)
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
    topic = _topic(request, network, pk)
    require(request.user, "forums.arrange", topic)
    command(topic, by=request.user)
    return redirect(topic)


@require_POST
def react(request, network, pk):
    post = _post(request, network, pk)
    require(request.user, "forums.react", post)
    form = ReactionForm(request.POST)
    if form.is_valid():
        post.react(**form.cleaned_data, by=request.user)
    return redirect(post)


@require_POST
def settle(request, network, pk):
    """Say that an answer helped, or with ``on`` empty no longer."""
    post = _post(request, network, pk)
    require(request.user, "forums.settle", post.topic)
    if post.is_first or not post.is_shown:
        raise Http404
    post.topic.settle(post if request.POST.get("on") else None, by=request.user)
    return redirect(post)


@require_page
def edit(request, network, pk):
    post = _post(request, network, pk)
    require(request.user, "forums.edit", post)
    form = EditForm(request.POST or None, post=post)
    if form.is_valid():
        post.edit(**form.cleaned_data, by=request.user)
        messages.success(request, _("Your new text is on the page."))
        return redirect(post)
    return _form_page(request, "forums/post_edit.html", form, network=post.topic.network, post=post)


@require_POST
def take_back(request, network, pk):
    post = _post(request, network, pk)
    require(request.user, "forums.take_back", post)
    post.take_back(by=request.user)
    return redirect(post)


@require_POST
def put_back(request, network, pk):
    post = _post(request, network, pk)
    require(request.user, "forums.put_back", post)
    post.put_back(by=request.user)
    return redirect(post)


@require_page
def hide(request, network, pk):
    post = _post(request, network, pk)
    require(request.user, "forums.moderate", post.topic)
    form = HideForm(request.POST or None)
    if form.is_valid():
        post.hide(form.cleaned_data["reason"], by=request.user)
        return redirect(post)
    return _form_page(request, "forums/post_hide.html", form, network=post.topic.network, post=post)


@require_POST
def restore(request, network, pk):
    post = _post(request, network, pk)
    require(request.user, "forums.moderate", post.topic)
    post.restore(by=request.user)
    return redirect(post)


@require_safe
def feed(request, network):
    """The secret address of this network's feed, for who reads news in a program."""
    network = _network(request, network)
    key = FeedKey.objects.visible_to(request.user).first()
    address = request.build_absolute_uri(key.path_of(network)) if key else ""
    context = {"network": network, "here": "talk", "address": address}
    return render(request, "forums/feed.html", context)


@require_POST
def feed_renew(request, network):
    network = _network(request, network)
    FeedKey.objects.renew(by=request.user)
    return redirect("forums:feed", network.slug)


def _network(request, slug):
    return get_object_or_404(Network.objects.visible_to(request.user), slug=slug)


def _topic(request, network, pk):
    topics = Topic.objects.visible_to(request.user).with_news_for(request.user)
    related = topics.select_related("network", "forum", "author", "answer")
    return get_object_or_404(related, network__slug=network, pk=pk)


def _post(request, network, pk):
    posts = Post.objects.visible_to(request.user).select_related("topic__network")
    return get_object_or_404(posts, topic__network__slug=network, pk=pk)


def _form_page(request, template, form, **context):
    status = 422 if form.is_bound else 200
    return render(request, template, {**context, "here": "talk", "form": form}, status=status)
