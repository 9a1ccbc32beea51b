"""A few words in the language of a family, for a caller who does not speak it.

Written as they sound to somebody who reads Dutch. Own translations; a speaker of each language
should read them before the first round, see docs/moderators.md.
"""

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
