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


def welcomes(network):
    """Only the languages that somebody who may be called speaks."""
    spoken = {code for member in network.memberships.to_talk_to() for code in member.user.languages}
    codes = [language.code for language in SPOKEN if language.code in spoken]
    return [(code, *WELCOMES[code]) for code in codes if code in WELCOMES]
