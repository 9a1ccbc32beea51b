"""A code on paper: the square to scan, and a welcome in the languages somebody answers in."""

from io import BytesIO

import segno

from community.people.languages import SPOKEN

INK = "#26172d"  # --on-color-ink; a picture does not read the style sheet

# Heading and two short sentences; Dutch stands on the poster itself.
WELCOMES = {
    "en": (
        "Would you like to join?",
        "Read, ask a question or have coffee at school. Someone calls you in your own language.",
    ),
    "tr": (
        "Siz de katılın",
        "Okuyun, soru sorun veya okulda kahve için. İsterseniz sizi kendi dilinizde ararız.",
    ),
    "ar": (
        "انضموا إلينا",
        "اقرؤوا، اسألوا، أو تعالوا لشرب القهوة في المدرسة. يمكننا أن نتصل بكم بلغتكم.",
    ),
    "pl": (
        "Dołącz do nas",
        "Czytaj, pytaj albo przyjdź na kawę do szkoły. Możemy zadzwonić do Ciebie w Twoim języku.",
    ),
    "uk": (
        "Приєднуйтесь",
        "Читайте, запитуйте або приходьте на каву до школи. Ми можемо подзвонити вам.",
    ),
    "es": (
        "¿Quiere participar?",
        "Lea, pregunte o venga a tomar café en la escuela. Podemos llamarle en su idioma.",
    ),
}


def square(link):
    """An SVG picture of ``link`` for the camera of a phone, with the white it needs around it."""
    picture = BytesIO()
    segno.make(link, error="m", micro=False).save(
        picture, kind="svg", border=2, scale=8, dark=INK, light="white"
    )
    return picture.getvalue()


def picture(link):
    """The same square, to write into a page that has many of them."""
    return segno.make(link, error="m", micro=False).svg_data_uri(
        border=2, scale=8, dark=INK, light="white"
    )


def welcomes(network, wanted=()):
    """``(code, heading, sentence)`` in the languages wanted, of those we have; without a wish
    those that somebody who may be called speaks."""
    spoken = set(wanted) or {
        code for member in network.memberships.to_talk_to() for code in member.user.languages
    }
    return [(each.code, *WELCOMES[each.code]) for each in _offered() if each.code in spoken]


def chosen(codes):
    """``(language, whether it is among codes)`` for every language a poster can speak."""
    codes = set(codes)
    return [(language, language.code in codes) for language in _offered()]


def _offered():
    return [language for language in SPOKEN if language.code in WELCOMES]
