"""One date to hand out: large letters, and a square for the phone when anybody may look."""

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext

from community.people.languages import name
from community.templatetags.ui import clock, day
from networks.paper.sheet import HEIGHT, WIDTH, Sheet, help_phone

EDGE = 18
BAND = 96
BAND_COLOUR = (255, 197, 61)  # --on-color-accent
SQUARE = 52


def leaflet(gathering):
    """The PDF as bytes."""
    sheet = Sheet(gathering.title)
    sheet.add_page()
    sheet.set_fill_color(*BAND_COLOUR)
    sheet.rect(0, 0, WIDTH, BAND, style="F")
    width = WIDTH - 2 * EDGE
    sheet.write_within(gathering.network.name, EDGE, 12, width, 8, 15, bold=True)
    sheet.write_within(gathering.title, EDGE, 24, width, BAND - 30, 44, bold=True)
    below = BAND + 10
    for words, size in _lines(gathering):
        below = sheet.write_within(words, EDGE, below, width, 18, size, bold=size > 20) + 4
    foot = HEIGHT - EDGE - SQUARE
    if gathering.is_public:
        link = settings.BASE_URL + gathering.network.card_url
        sheet.draw_square(link, EDGE, foot, SQUARE)
        words = gettext("Look here with your phone.")
        sheet.write_within(words, EDGE + SQUARE + 6, foot + 6, width - SQUARE - 6, 14, 16)
    if help_phone():
        call = gettext("Rather call? %(phone)s") % {"phone": help_phone()}
        sheet.write_within(call, EDGE + SQUARE + 6, foot + 24, width - SQUARE - 6, 14, 16)
    return sheet.as_bytes()


def _lines(gathering):
    """Pairs of what is said and the largest letter for it."""
    hours = gettext("From %(start)s to %(end)s o'clock.") % {
        "start": clock(gathering.starts_at),
        "end": clock(gathering.ends_at),
    }
    languages = ", ".join(name(code) for code in gathering.interpreters)
    told = (
        (capfirst(day(gathering.starts_at)), 28),
        (hours, 22),
        (gathering.place, 20),
        (gathering.directions, 14),
        (gathering.guest and gettext("Guest: %s") % gathering.guest, 16),
        (gathering.childcare and gettext("There is childcare, free of charge."), 16),
        (languages and gettext("interpreter: %s") % languages, 16),
        (gettext("You need not sign up. You may come later. It is free of charge."), 16),
    )
    return [(words, size) for words, size in told if words]
