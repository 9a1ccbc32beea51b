"""A few words in the language of a family, for a caller who does not speak it.

Written as they sound to somebody who reads Dutch. Own translations; a speaker of each language
should read them before the first round, see docs/moderators.md.
"""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, override

PHRASES = {
    "ar": ("As-salaam alaykoem.", "Ana men madrasat tiflik.", "Hal tafham hollandi?", "Shoekran."),
    "tr": (
        "Merhaba.",
        "Çocuğunuzun okulundanım.",
        "Biraz Hollandaca biliyor musunuz?",
        "Teşekkürler.",
    ),
    "pl": (
        "Dzień dobry.",
        "Dzwonię ze szkoły dziecka.",
        "Czy mówi pan/pani trochę po holendersku?",
        "Dziękuję.",
    ),
    "uk": (
        "Добрий день.",
        "Я телефоную зі школи.",
        "Ви трохи розмовляєте нідерландською?",
        "Дякую.",
    ),
    "en": (
        "Hello.",
        "I am a parent at your child’s school.",
        "Do you speak some Dutch?",
        "Thank you.",
    ),
    "es": (
        "Buenos días.",
        "Llamo de la escuela de su hijo.",
        "¿Habla un poco de neerlandés?",
        "Gracias.",
    ),
    "fr": (
        "Bonjour.",
        "J’appelle de l’école de votre enfant.",
        "Parlez-vous un peu néerlandais ?",
        "Merci.",
    ),
}


def phrases_in(language):
    """Hello, who I am, whether some Dutch is spoken, thank you; nothing for Dutch."""
    return PHRASES.get(language, ())


def words_for(turn, caller, date):
    """A message for who would rather read: who writes, what about, and how to answer.

    It begins with hello in the language of the family, and goes on in that language where our
    screens have it; else in Dutch, which its children read.
    """
    family, known = turn.family, dict(settings.LANGUAGES)
    hello = next(iter(phrases_in(family.language)), "")
    with override(family.language if family.language in known else settings.LANGUAGE_CODE):
        facts = {"name": family.name, "caller": caller, "network": family.network.name}
        facts["goal"] = turn.round.goal
        words = gettext(
            "Hello %(name)s, this is %(caller)s, a parent of %(network)s. It is about: %(goal)s."
        )
        return " ".join(filter(None, (hello, words % facts, _asked(date))))


def _asked(date):
    if date is None:
        return ""
    when = localtime(date.starts_at)
    facts = {"day": date_format(when, "l j F"), "time": date_format(when, "G.i")}
    words = gettext("%(title)s is on %(day)s at %(time)s o'clock. Do you come? Answer YES.")
    return words % {"title": date.title, **facts}
