"""Post that leaves after commit: a letter or a text message written inside a transaction."""

from django.db import transaction
from django.utils import translation
from django_tasks import task

from community.mail import sms
from community.mail.outgoing import send_letter


def post_letter(name, *, to, language, headers=None, **facts):
    """``send_letter`` once the transaction has held; facts are plain values."""
    transaction.on_commit(
        lambda: deliver_letter.enqueue(name, to, language, headers or {}, facts), robust=True
    )


def post_text(number, text):
    """``sms.send`` once the transaction has held."""
    transaction.on_commit(lambda: deliver_text.enqueue(number, text), robust=True)


def post_to(person, name, /, *, text, headers=None, **facts):
    """The letter ``name`` to whoever has an address, to others ``text`` on their phone.

    ``text`` is lazy: it is put into the language of ``person`` with the same facts.
    """
    if person.email:
        post_letter(name, to=person.email, language=person.language, headers=headers, **facts)
        return
    with translation.override(person.language):
        post_text(person.mobile, str(text) % facts)


@task(backend="background")
def deliver_letter(name, to, language, headers, facts):
    send_letter(name, to=to, language=language, headers=headers, **facts)


@task(backend="background")
def deliver_text(number, text):
    sms.send(number, text)
