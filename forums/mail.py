"""The mail circle of a forum: who answers a letter answers in the conversation, and a mail to the
address of a forum begins one."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid4, uuid5

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from community.access import can
from community.accounts.models import User
from community.activity.recording import record
from community.limits import Limit
from community.mail import addresses
from community.mail.incoming import Outcome, Receiver
from community.mail.post import post_letter
from community.richtext import excerpt
from forums.models import Forum, HeldMail, Topic
from forums.models.by_mail import MOST
from forums.writing import TEXT, ReplyForm, TopicForm

LASTS = timedelta(days=365)  # an address for an answer
TITLE = 60  # characters, of a conversation whose mail had no subject
PERSON = Limit("mail-person", most=20, seconds=24 * 60 * 60)


def answer_address(person, topic):
    """Where ``person``, and nobody else, answers in ``topic`` by mail."""
    return addresses.make("antwoord", person.pk, topic.pk, addresses.today())


def forum_address(forum):
    """Where its members begin a conversation by mail."""
    return addresses.make("gesprek", forum.pk)


class Answer(Receiver):
    """The secret in the address says for whom it was made; the sender has to be that person."""

    word = "antwoord"

    def receive(self, numbers, letter):
        person_key, topic_key, day = numbers
        person = User.objects.filter(pk=person_key, is_active=True).first()
        topic = Topic.objects.filter(pk=topic_key).select_related("forum__network").first()
        if person is None or topic is None or not PERSON.take(person.pk):
            return Outcome.DROPPED
        if letter.sender != person.email or letter.is_proven is False:
            is_theirs = Topic.objects.visible_to(person).filter(pk=topic.pk).exists()
            if not is_theirs:  # any more: then nobody is told what it is called
                return Outcome.DROPPED
            return _hold(letter, person=person, topic=topic, forum=topic.forum)
        with translation.override(person.language):
            if addresses.is_past(day, lasts=LASTS):
                return _refuse(person, letter, gettext("This letter is too old to answer by mail."))
            return _answer(person, topic, letter)


class Begin(Receiver):
    """Anybody can write a name in "From": unless our mail server vouches for it, the parent is
    asked first whether it was them."""

    word = "gesprek"

    def receive(self, numbers, letter):
        forum = Forum.objects.filter(pk=numbers[0]).select_related("network").first()
        if forum is None or letter.is_proven is False:
            return Outcome.DROPPED
        person = User.objects.filter(email=letter.sender, is_active=True).first()
        if person is None or not _takes_part(person, forum):
            return _hold_stranger(letter, forum)
        if not PERSON.take(person.pk):
            return Outcome.DROPPED
        if letter.is_proven is None:
            return _hold(letter, person=person, forum=forum)
        with translation.override(person.language):
            return _begin(person, forum, letter)


def place_held(held, *, by):
    """The parent says: that was I. A sentence that says why not, or an empty one."""
    words = {"text": held.text, "once": held.once}
    if held.topic:
        _post, refusal = _say(held.topic, words, by=by)
    else:
        title = held.subject or excerpt(held.text, TITLE)
        _topic, refusal = _start(held.forum, {**words, "title": title}, by=by)
    return refusal


def _answer(person, topic, letter):
    post, refusal = _say(topic, _words(letter), files=letter.files, by=person)
    return _outcome(post, refusal, person, letter)


def _begin(person, forum, letter):
    title = letter.subject or excerpt(letter.text, TITLE)
    topic, refusal = _start(forum, {**_words(letter), "title": title}, letter.files, by=person)
    return _outcome(topic, refusal, person, letter)


def _outcome(made, refusal, person, letter):
    """What was placed may still miss a file: then its writer hears that too."""
    if refusal:
        _tell(person, letter, refusal, placed=bool(made))
    return Outcome.PLACED if made else Outcome.REFUSED


def _say(topic, words, files=(), *, by):
    """``(post, refusal)``; of an answer without its files both."""
    topic = Topic.objects.visible_to(by).filter(pk=topic.merged_into_id or topic.pk).first()
    if topic is None or not can(by, "forums.reply", topic):
        return None, _why_not(topic)
    facts = {"place": topic, "writer": by}
    form, refusal = _fill(ReplyForm, words, files, facts)
    if form is None:
        return None, refusal
    if topic.is_for_school:
        return topic.school_question.ask_further(**form.cleaned_data, by=by), refusal
    return topic.reply(**form.cleaned_data, by=by), refusal


def _start(forum, words, files=(), *, by):
    network = forum.network
    if not can(by, "forums.start_topic", network) or not _takes_part(by, forum):
        return None, gettext("You cannot begin a conversation here.")
    words |= {"kind": Topic.Kind.TALK, "forum": forum.pk}
    form, refusal = _fill(TopicForm, words, files, {"network": network, "writer": by})
    if form is None:
        return None, refusal
    data = form.cleaned_data
    keep = {name: data[name] for name in ("title", "text", "once", "enclosures")}
    return forum.start_topic(**keep, kind=Topic.Kind.TALK, by=by), refusal


def _fill(form_class, words, files, facts):
    """The form of the page, filled in by a mail; files that are not fit stay behind."""
    data = QueryDict(mutable=True)
    data.update({**words, "sure": "1"})
    form = form_class(data, MultiValueDict({"files": list(files)}), **facts)
    if form.is_valid():
        return form, ""
    refusal = " ".join(str(error) for errors in form.errors.values() for error in errors)
    if set(form.errors) == {"files"} and words["text"]:
        form = form_class(data, None, **facts)
        return (form, refusal) if form.is_valid() else (None, refusal)
    return None, refusal


def _words(letter):
    once = uuid5(NAMESPACE_URL, letter.message_id) if letter.message_id else uuid4()
    return {"text": letter.text, "once": once}


def _why_not(topic):
    if topic is not None and not topic.is_open:
        return gettext("This conversation is closed. Nobody can answer any more.")
    return gettext("You cannot answer in this conversation.")


def _takes_part(person, forum):
    return Forum.objects.visible_to(person).filter(pk=forum.pk).exists()


def _hold(letter, *, person, forum, topic=None):
    """Ask the parent: was this you?"""
    HeldMail.objects.create(**_held(letter), person=person, forum=forum, topic=topic)
    if person.email:
        post_letter(
            "forums/mail_held",
            to=person.email,
            language=person.language,
            network=forum.network.name,
            link=settings.BASE_URL + reverse("held_mail"),
        )
    return Outcome.HELD


def _hold_stranger(letter, forum):
    """For the moderators, who may invite this parent; nobody is answered: it may be no parent."""
    waiting = HeldMail.objects.of_strangers(forum.network)
    if waiting.count() >= MOST or waiting.filter(sender=letter.sender, text=letter.text).exists():
        return Outcome.DROPPED
    held = HeldMail.objects.create(**_held(letter), forum=forum)
    record("forums.mail_held", by=None, about=held, network=forum.network)
    return Outcome.HELD


def _held(letter):
    return {
        "sender": letter.sender[:254],
        "subject": letter.subject,
        "text": letter.text[:TEXT],
        "once": _words(letter)["once"],
    }


def _refuse(person, letter, reason):
    _tell(person, letter, reason, placed=False)
    return Outcome.REFUSED


def _tell(person, letter, reason, *, placed):
    """To their own address, never to what stands in "From"; with their words, so that nothing
    typed is lost."""
    post_letter(
        "forums/mail_refused",
        to=person.email,
        language=person.language,
        reason=str(reason),
        placed=placed,
        text=letter.text[:TEXT],
    )
