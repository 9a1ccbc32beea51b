"""Questions for the school: the list for both sides, and what the school does with one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.access import can, require
from forums.at_school import AnswerForm, AwayForm, DelayForm, DeskForm, HeardForm
from forums.clock import Clock
from forums.figures import Figures
from forums.models import Heard, SchoolDesk, SchoolQuestion
from forums.views.fetching import network_at, topic_at
from forums.views.pages import topic_page
from forums.writing import ReplyForm

LATEST = 20  # questions that have their answer


@require_safe
def questions(request, network):
    return _questions_page(request, network_at(request, network))


def _questions_page(request, network, **forms):
    visible = SchoolQuestion.objects.visible_to(request.user).filter(network=network)
    desk = SchoolDesk.objects.of(network)
    clocks = [Clock(question, desk) for question in visible.open().for_listing()]
    done = visible.exclude(decided_at=None).for_listing().order_by("-decided_at")[:LATEST]
    keeps = can(request.user, "forums.keep_desk", network)
    context = {
        "network": network,
        "here": "talk",
        "desk": desk,
        "late": [clock for clock in clocks if clock.is_late],
        "waiting": [clock for clock in clocks if not clock.is_late],
        "done": [Clock(question, desk) for question in done],
        "figures": Figures.of(network),
        "keeps_desk": keeps,
        "desk_form": DeskForm(initial={"reply_days": desk.reply_days}),
        "away_form": AwayForm(network=network, keeper=request.user),
        "wrong": next(iter(forms.values()), None),
        **forms,
    }
    status = 422 if forms else 200
    return render(request, "forums/school_questions.html", context, status=status)


@require_POST
def read(request, network, pk, slug):
    topic, question = _question(request, network, pk)
    require(request.user, "forums.answer_for_school", topic)
    question.read(by=request.user)
    return redirect(topic)


@require_POST
def answer(request, network, pk, slug):
    topic, question = _question(request, network, pk)
    require(request.user, "forums.answer_for_school", topic)
    form = AnswerForm(request.POST)
    if form.is_valid():
        post = question.answer(**form.cleaned_data, by=request.user)
        messages.success(request, _("Your answer is on the page. Parents who asked hear it."))
        return redirect(post)
    return topic_page(request, topic, _nothing(request, topic), answer_form=form)


@require_POST
def delay(request, network, pk, slug):
    topic, question = _question(request, network, pk)
    require(request.user, "forums.answer_for_school", topic)
    form = DelayForm(request.POST)
    if form.is_valid():
        question.delay(form.cleaned_data["promised_on"], by=request.user)
        messages.success(request, _("Parents see the new day."))
        return redirect(topic)
    return topic_page(request, topic, _nothing(request, topic), delay_form=form)


@require_POST
def feel(request, network, pk, slug):
    topic, question = _question(request, network, pk)
    require(request.user, "forums.say_heard", question)
    form = HeardForm(request.POST)
    if form.is_valid():
        Heard.objects.say(question, form.cleaned_data["feeling"], by=request.user)
        messages.success(request, _("Thank you. The school sees only how often yes."))
        return redirect(topic)
    return topic_page(request, topic, _nothing(request, topic), heard_form=form)


@require_POST
def agree(request, network):
    network = network_at(request, network)
    require(request.user, "forums.keep_desk", network)
    form = DeskForm(request.POST)
    if form.is_valid():
        SchoolDesk.objects.of(network).agree(form.cleaned_data["reply_days"], by=request.user)
        messages.success(request, _("Parents see this agreement with every question."))
        return redirect("forums:school_questions", network.slug)
    return _questions_page(request, network, desk_form=form)


@require_POST
def leave(request, network):
    network = network_at(request, network)
    require(request.user, "forums.keep_desk", network)
    form = AwayForm(request.POST, network=network, keeper=request.user)
    if form.is_valid():
        SchoolDesk.objects.of(network).leave(**form.cleaned_data, by=request.user)
        messages.success(request, _("The clock stands still. Parents see when you are back."))
        return redirect("forums:school_questions", network.slug)
    return _questions_page(request, network, away_form=form)


@require_POST
def come_back(request, network):
    network = network_at(request, network)
    require(request.user, "forums.keep_desk", network)
    SchoolDesk.objects.of(network).come_back(by=request.user)
    messages.success(request, _("Welcome back. The clock goes on."))
    return redirect("forums:school_questions", network.slug)


def _question(request, network, pk):
    topic = topic_at(request, network, pk)
    question = get_object_or_404(SchoolQuestion.objects.visible_to(request.user), topic=topic)
    question.topic = topic  # with what this reader is here
    return topic, question


def _nothing(request, topic):
    """The reply form as it stands before anybody writes."""
    return ReplyForm(place=topic, writer=request.user)
