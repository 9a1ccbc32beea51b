"""The questions for the school of the demo, laid back in school days from today."""

from datetime import timedelta

from django.utils import timezone

from forums.models import Post, Reaction, SchoolQuestion, Topic
from networks.holidays import is_school_day, school_day_after


def load(network, content, people):
    """``content`` has the keys of ``questions.toml``."""
    for written in content["question"]:
        _load(network, written, people)


def _load(network, written, people):
    question = SchoolQuestion.objects.ask(
        network,
        title=written["title"],
        text=written["text"],
        nameless=written.get("nameless", False),
        by=people[written["author"]],
    )
    Reaction.objects.bulk_create(
        Reaction(post=question.asked, person=people[key], kind=Reaction.Kind.SAME)
        for key in written["same"]
    )
    sent = _ago(written["school_days_ago"])
    karin = people["karin"]
    if "read_after" in written:
        question.read(by=karin)
    if "answer" in written:
        question.answer(written["answer"], outcome=SchoolQuestion.Outcome.FINAL, by=karin)
    _lay_back(question, sent, written)


def _ago(days):
    """The same hour, so many school days ago."""
    moment = timezone.now()
    while days > 0:
        days -= is_school_day(timezone.localdate(moment))
        moment -= timedelta(days=1)
    return moment


def _lay_back(question, sent, written):
    day = timezone.localdate(sent)

    def later(name):
        after = school_day_after(day, written[name])
        return sent + (after - day)

    question.sent_at, question.due_on = sent, school_day_after(day, 5)
    if question.read_at:
        question.read_at = later("read_after")
    if question.answered_at:
        question.answered_at = question.decided_at = later("answered_after")
    question.save()
    posts = Post.objects.filter(topic=question.topic)
    posts.filter(is_first=True).update(posted_at=sent)
    if question.answered_at:
        posts.filter(is_first=False).update(posted_at=question.answered_at)
    Topic.objects.filter(pk=question.topic_id).update(created_at=sent)
    Topic.objects.get(pk=question.topic_id).recount()
