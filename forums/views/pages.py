"""The page of one conversation, which several forms come back to."""

from django.http import Http404
from django.shortcuts import render

from community.access import can
from forums.at_school import AnswerForm, DelayForm, HeardForm
from forums.clock import Clock
from forums.figures import Figures
from forums.forms import PlaceForm
from forums.leaf import Leaf
from forums.models import SchoolDesk, SchoolQuestion
from networks.panels import subjects_of


def topic_page(request, topic, form, **forms):
    """``form`` is what a reader may write below; ``forms`` are others that came back wrong."""
    place = PlaceForm.read(request.GET)
    moderates = can(request.user, "forums.moderate", topic)
    replies = can(request.user, "forums.reply", topic)
    asked = {"page": place["pagina"], "post": place["bericht"] or place["citeer"]}
    leaf = Leaf.opened(topic, request.user, **asked, moderates=moderates, replies=replies)
    if not leaf.posts:
        raise Http404
    wrong = next((given for given in (form, *forms.values()) if given.is_bound), None)
    context = {"network": topic.network, "here": "talk", "topic": topic, "leaf": leaf}
    context |= {"form": form, "wrong": wrong}
    context["subject"] = topic.about and subjects_of(topic.network).get(topic.about)
    context |= {"may_moderate": moderates, "may_reply": replies}
    template = "forums/topic.html"
    if topic.is_for_school:
        template, context = "forums/school_topic.html", {**context, **_at_school(request, topic)}
    status = 422 if wrong else 200
    return render(request, template, {**context, **forms}, status=status)


def _at_school(request, topic):
    """The clock of a question, and what this reader may do about it."""
    question = SchoolQuestion.objects.select_related("read_by").get(topic=topic)
    question.topic = topic
    desk = SchoolDesk.objects.of(topic.network)
    reader = request.user
    may_say = can(reader, "forums.say_heard", question)
    return {
        "question": question,
        "clock": Clock(question, desk),
        "desk": desk,
        "figures": Figures.of(topic.network),
        "may_answer": can(reader, "forums.answer_for_school", topic),
        "answer_form": AnswerForm(),
        "delay_form": DelayForm(),
        "heard_form": HeardForm() if may_say else None,
        "said": may_say and question.heard.filter(person=reader).first(),
    }
