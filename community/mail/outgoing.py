"""Letters: one function for every mail the site sends."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils import translation


def make_letter(name, *, to, headers=None, **facts):
    """``templates/emails/<name>.txt`` and ``.html`` to one address, in the language now active.

    The first line of the text template is the subject.
    """
    context = {
        **facts,
        "base_url": settings.BASE_URL,
        "help_phone": settings.HELP_PHONE,
        "language": translation.get_language(),
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
    }
    subject, _, text = _plain(f"emails/{name}.txt", context).lstrip().partition("\n")
    letter = EmailMultiAlternatives(subject.strip(), text.strip() + "\n", to=[to])
    letter.attach_alternative(render_to_string(f"emails/{name}.html", context), "text/html")
    letter.extra_headers = {
        "Auto-Submitted": "auto-generated",
        "Content-Language": context["language"],
        **(headers or {}),
    }
    return letter


def send_letter(name, *, to, language=None, **facts):
    """Send one now; for a code, which somebody is waiting for and no row may hold. Everything
    else is posted (``post.py``). ``language`` defaults to the active one."""
    with translation.override(language or translation.get_language()):
        make_letter(name, to=to, **facts).send()


def _plain(name, context):
    """Text is not HTML: an apostrophe in a name stays an apostrophe."""
    return get_template(name).template.render(Context(context, autoescape=False))
