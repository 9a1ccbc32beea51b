"""Post that leaves after commit: a letter or a text message written inside a transaction."""

from django.db import transaction
from django.utils import translation
from django_tasks import task

from community.mail.models import Outgoing
from community.mail.sending import send

Way, Weight = Outgoing.Way, Outgoing.Weight


def post_letter(name, *, to, language, headers=None, weight=Weight.AT_ONCE, **facts):
    """``emails/<name>`` once the transaction has held; facts are plain values."""
    _post(
        to=to,
        language=language,
        composer="letter",
        weight=weight,
        facts={"template": name, "headers": headers or {}, "facts": facts},
    )


def post_text(number, text, *, weight=Weight.AT_ONCE):
    """A text message once the transaction has held."""
    _post(way=Way.TEXT, to=number, composer="text", weight=weight, facts={"text": text})


def post_to(person, name, /, *, text, headers=None, **facts):
    """The letter ``name`` to whoever has an address, to others ``text`` on their phone.

    ``text`` is lazy: it is put into the language of ``person`` with the same facts.
    """
    if person.email:
        post_letter(name, to=person.email, language=person.language, headers=headers, **facts)
        return
    with translation.override(person.language):
        post_text(person.mobile, str(text) % facts)


def _post(**row):
    outgoing = Outgoing.objects.create(**row)
    # The worker's next round would send it as well; this is only sooner.
    transaction.on_commit(lambda: send_now.enqueue(outgoing.pk), robust=True)


@task(backend="background")
def send_now(pk):
    send(pk)
