"""Which languages the interface speaks: one for every catalogue in ``community/locale``."""

from django.conf.locale import LANG_INFO


def installed_languages(folder):
    """Pairs of (code, own name), Dutch first, from the catalogues in ``folder``.

    English is always there, because the source strings are English.
    """
    codes = {path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/django.po")} | {"en"}
    return [
        (code, LANG_INFO[code]["name_local"].capitalize())
        for code in sorted(codes, key=_dutch_first)
    ]


def _dutch_first(code):
    return (code != "nl", code)
