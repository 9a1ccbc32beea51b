"""What stays of an answer: by no language, because families write in many."""

import pytest

from community.mail.quoting import own_words

OURS = "post@ouders.test"
ATTRIBUTIONS = {
    "gmail-nl": f"Op ma 30 nov 2026 om 10:02 schreef De Lindeboom <{OURS}>:",
    "gmail-en": f"On Mon, 30 Nov 2026 at 10:02, De Lindeboom <{OURS}> wrote:",
    "gmail-tr": f"De Lindeboom <{OURS}>, 30 Kas 2026 Pzt, 10:02 tarihinde şunu yazdı:",
    "gmail-pl": f"pon., 30 lis 2026 o 10:02 De Lindeboom <{OURS}> napisał(a):",
    "gmail-uk": f"пн, 30 лист. 2026 р. о 10:02 De Lindeboom <{OURS}> пише:",
    "gmail-ar": f"في الاثنين، 30 نوفمبر 2026 في 10:02 كتب De Lindeboom <\u200e{OURS}\u200e>:",
    "broken": f"Op ma 30 nov 2026 om 10:02 schreef Oudernetwerk De Lindeboom\n<{OURS}>:",
    "outlook": f"________________________________\nVan: De Lindeboom <{OURS}>\nVerzonden: maandag",
    "outlook-old": f"-----Oorspronkelijk bericht-----\nVan: De Lindeboom [mailto:{OURS}]",
    "reply address": "Van: antwoord-1-2-3-abcdefghijklmnop@ouders.test",
}


@pytest.fixture(autouse=True)
def our_address(settings):
    settings.MAIL_DOMAIN = "ouders.test"
    settings.DEFAULT_FROM_EMAIL = f"Oudernetwerk <{OURS}>"


@pytest.mark.parametrize("way", ATTRIBUTIONS)
@pytest.mark.parametrize("words", ["Ik kom ook.", "Eerste regel\n\nTweede alinea", "سآتي أيضا"])
def test_what_stands_below_our_name_goes(way, words):
    text = f"{words}\n\n{ATTRIBUTIONS[way]}\n\n> Er is een antwoord\n> Lees het\n"

    assert own_words(text) == words
    assert own_words(text.replace("\n", "\r\n")) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ik kom.\n-- \nSamira Karimi\n06 12345678", "Ik kom."),
        ("> wie komt?\nIk kom.\n> en jij?\nHij ook.", "Ik kom.\nHij ook."),
        ("Ik kom.\n\n\n", "Ik kom."),
        ("> alleen een citaat", ""),
        ("", ""),
        ("Prijs: 5 > 3\nen - dat is goed", "Prijs: 5 > 3\nen - dat is goed"),
        ("Mail mij op samira@elders.test", "Mail mij op samira@elders.test"),
    ],
)
def test_what_somebody_wrote_themselves_stays(text, words):
    assert own_words(text) == words
