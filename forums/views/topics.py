"""The list of conversations, a new one, and one with its answers."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.access import can, require
from community.accounts.models import User
from community.notifications.reach import letters_at_once
from community.notifications.sorts import Sort
from community.people.models import without_unmet
from community.richtext import unquoted
from forums.forms import NewerForm, PlaceForm, ReadForm, WatchForm
from forums.leaf import Leaf
from forums.mail import forum_address
from forums.models import Draft, Forum, SchoolQuestion, Topic, Watch
from forums.models.draft import device_of
from forums.shelf import Shelf
from forums.views.fetching import (
    form_page,
    moved_post,
    network_at,
    own_words,
    post_at,
    require_page,
    topic_at,
    topic_to_answer,
)
from forums.views.pages import topic_page
from forums.writing import ReplyForm, TopicForm
from networks.calling import names_for

RIGHTS = {"moderates": "moderate", "replies": "reply"}  # what a page draws by


@require_safe
def topics(request, network):
    network = network_at(request, network)
    shelf = Shelf(network, request.user, **PlaceForm.read(request.GET))
    context = {"network": network, "here": "talk", "shelf": shelf, "mail_to": _mail_to(shelf)}
    return render(request, "forums/topics.html", context)


def _mail_to(shelf):
    """Where one begins a conversation by mail, in the forum that shows or the first."""
    shown = [forum for forum in shelf.forums if shelf.forum in (None, forum.pk)]
    return forum_address(shown[0]) if shown else ""


@require_page
def topic_new(request, network):
    network = network_at(request, network)
    require(request.user, "forums.start_topic", network)
    form = TopicForm(
        request.POST or None,
        request.FILES or None,
        network=network,
        writer=request.user,
        initial={"kind": Topic.Kind.QUESTION, **_begun(request, network)},
    )
    if form.is_valid() and not form.is_preview:
        started = _start(request, network, **form.cleaned_data)
        Draft.objects.let_go(network, None, device=device_of(request), by=request.user)
        return started
    letters = _letters(request.user, network)
    return form_page(request, "forums/topic_new.html", form, network=network, letters=letters)


def _letters(user, network):
    """How many parents get a letter of a message to everybody; None for who cannot send one."""
    if not can(user, "forums.announce", network):
        return None
    parents = network.memberships.current().filter(kind="parent").exclude(user=user)
    people = User.objects.filter(memberships__in=parents)
    return letters_at_once(people, network, Sort.EVERYBODY)


def _begun(request, network):
    """What the address says already: a kind, a forum, a theme, or an own post for the school."""
    place = PlaceForm.read(request.GET)
    begun = {name: place[name] for name in ("kind", "forum") if place[name]}
    begun |= {"about": place["over"]} if place["over"] else {}
    if place["opnieuw"]:
        begun |= own_words(request, network.slug, place["opnieuw"])
    if place["van"]:
        post = post_at(request, network.slug, place["van"])
        require(request.user, "forums.pass_on", post)
        # Only what its writer said: a title or a quote may be words of other parents.
        begun |= {"title": post.topic.title} if post.is_first else {}
        begun |= {"kind": Topic.Kind.SCHOOL, "text": unquoted(post.text)}
        begun |= {"passed_on": post.pk, "nameless": post.nameless}
    return begun


def _start(request, network, *, forum, kind, passed_on, about, **words):
    if kind == Topic.Kind.SCHOOL:
        asked = SchoolQuestion.objects.ask(network, **words, passed_on=passed_on, by=request.user)
        messages.success(request, _("Your question is with the school."))
        return redirect(f"{asked.get_absolute_url()}?geplaatst=nieuw")
    forum = forum or Forum.objects.default_for(network)
    topic = forum.start_topic(**words, kind=kind, about=about, by=request.user)
    messages.success(request, _("Your conversation is on the page."))
    return redirect(f"{topic.get_absolute_url()}?geplaatst=nieuw")


@require_safe
def topic(request, network, pk, slug):
    place = PlaceForm.read(request.GET)
    wanted = place["bericht"]
    if wanted and (post := moved_post(request, network, pk, wanted)):
        return redirect(post)
    topic = topic_at(request, network, pk)
    if (pk, slug) != (topic.pk, topic.slug):
        return redirect(f"{topic.get_absolute_url()}?{request.GET.urlencode()}")
    quoted = _quoted(topic, place["citeer"], request.user)
    text = quoted or own_words(request, network, place["opnieuw"])["text"]
    form = ReplyForm(place=topic, writer=request.user, initial={"text": text})
    return topic_page(request, topic, form)


def _quoted(topic, pk, reader):
    """What the box for an answer begins with, when a post of ``topic`` is answered."""
    post = pk and without_unmet(topic.posts.shown(), reader, "author").filter(pk=pk).first()
    return post.as_quote if post else ""


@require_POST
def reply(request, network, pk, slug):
    topic = topic_to_answer(request, network, pk)
    require(request.user, "forums.reply", topic)
    form = ReplyForm(request.POST, request.FILES, place=topic, writer=request.user)
    if not form.is_valid():
        return topic_page(request, topic_at(request, network, topic.pk), form)
    if topic.is_for_school:
        post = _ask_further(topic, by=request.user, **form.cleaned_data)
        messages.success(request, _("The school reads this too."))
    else:
        post = topic.reply(**form.cleaned_data, by=request.user)
        messages.success(request, _("Your answer is on the page."))
    Draft.objects.let_go(topic.network, topic, device=device_of(request), by=request.user)
    return redirect(post.get_absolute_url(sent=True))


def _ask_further(topic, *, text, once, enclosures, by, **_rest):
    question = topic.school_question
    return question.ask_further(text, once=once, enclosures=enclosures, by=by)


@require_safe
def names(request, network, pk, slug):
    """Whom one may call here, by the beginning of their name."""
    topic = topic_at(request, network, pk)
    require(request.user, "forums.reply", topic)
    return names_for(request, topic.forum)


@require_POST
def mark_read(request, network, pk, slug):
    topic = topic_at(request, network, pk)
    form = ReadForm(request.POST, topic=topic)
    if form.is_valid():
        topic.mark_read(form.cleaned_data["up_to"], by=request.user)
    return redirect(topic)


@require_safe
def newer(request, network, pk, slug):
    """Fragment: what was said after post ``na``, for a page that is open while it is said."""
    topic = topic_at(request, network, pk)
    form = NewerForm(request.GET)
    if not form.is_valid():
        raise Http404
    na, user = form.cleaned_data["na"], request.user
    rights = {name: can(user, f"forums.{rule}", topic) for name, rule in RIGHTS.items()}
    leaf = Leaf.opened(topic, user, post=na, **rights)
    posts = [post for post in leaf.posts if post.pk > na]
    context = {"topic": topic, "posts": posts, "later": leaf.later}
    return render(request, "forums/_newer.html", context)


@require_POST
def watch(request, network, pk, slug):
    topic = topic_at(request, network, pk)
    require(request.user, "forums.watch", topic)
    form = WatchForm(request.POST)
    if form.is_valid():
        Watch.objects.choose(topic, form.cleaned_data["level"], by=request.user)
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
