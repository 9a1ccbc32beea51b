"""The languages parents speak at home; what the screens speak is ``community.languages``."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Language:
    """``native`` is how its speakers write it, ``name`` how the reader's language calls it."""

    code: str
    native: str
    name: Promise


# The most spoken at schools in Dutch cities first; a parent never scrolls far.
SPOKEN = (
    Language("nl", "Nederlands", _("Dutch")),
    Language("ar", "العربية", _("Arabic")),
    Language("en", "English", _("English")),
    Language("tr", "Türkçe", _("Turkish")),
    Language("pl", "Polski", _("Polish")),
    Language("uk", "Українська", _("Ukrainian")),
    Language("ti", "ትግርኛ", _("Tigrinya")),
    Language("zgh", "Tamaziɣt", _("Tamazight")),
    Language("es", "Español", _("Spanish")),
    Language("fr", "Français", _("French")),
    Language("pt", "Português", _("Portuguese")),
    Language("de", "Deutsch", _("German")),
    Language("it", "Italiano", _("Italian")),
    Language("srn", "Sranantongo", _("Sranan Tongo")),
    Language("pap", "Papiamentu", _("Papiamento")),
    Language("so", "Soomaali", _("Somali")),
    Language("fa", "فارسی", _("Persian")),
    Language("ku", "Kurdî", _("Kurdish")),
    Language("am", "አማርኛ", _("Amharic")),
    Language("ak", "Akan", _("Akan (Twi)")),
    Language("ur", "اردو", _("Urdu")),
    Language("hi", "हिन्दी", _("Hindi")),
    Language("zh", "中文", _("Chinese")),
    Language("bg", "Български", _("Bulgarian")),
    Language("ro", "Română", _("Romanian")),
    Language("ru", "Русский", _("Russian")),
    Language("hu", "Magyar", _("Hungarian")),
    Language("id", "Bahasa Indonesia", _("Indonesian")),
)
BY_CODE = {language.code: language for language in SPOKEN}


def native_name(code):
    """``Türkçe``; an unknown code is shown as it is."""
    return BY_CODE[code].native if code in BY_CODE else code


def name(code):
    """``Turkish`` in the reader's language; an unknown code is shown as it is."""
    return str(BY_CODE[code].name) if code in BY_CODE else code
