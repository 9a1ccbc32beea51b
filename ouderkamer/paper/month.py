"""A month for the door of the school, on one A4: what anybody may read of the public dates."""

from django.template.defaultfilters import date as date_filter
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext

from community.people.languages import name
from community.templatetags.ui import clock
from networks.paper.sheet import HEIGHT, INK, LINE, WIDTH, Sheet, help_phone

EDGE, TOP, FOOT = 16, 14, 18
ROW = 27  # the most a date takes
DAY_WIDTH = 26
BAND = 30
BAND_COLOUR = (255, 197, 61)  # --on-color-accent


def month(network, shown, gatherings):
    """The PDF as bytes. ``gatherings`` are the public ones of ``shown``, in order."""
    title = capfirst(date_filter(shown.first, "F Y"))
    sheet = Sheet(f"{network.name}: {title}")
    sheet.add_page()
    sheet.set_fill_color(*BAND_COLOUR)
    sheet.rect(0, 0, WIDTH, BAND, style="F")
    width = WIDTH - 2 * EDGE
    sheet.write_within(network.name, EDGE, 6, width, 8, 13, bold=True)
    sheet.write_within(title, EDGE, 13, width, 14, 30, bold=True)
    room = HEIGHT - BAND - FOOT - 8
    height = min(ROW, room / max(1, len(gatherings)))
    for number, gathering in enumerate(gatherings):
        _row(sheet, gathering, BAND + 6 + number * height, height)
    if not gatherings:
        sheet.write_text(gettext("There is no open date this month."), EDGE, BAND + 10, width, 16)
    _foot(sheet)
    return sheet.as_bytes()


def _row(sheet, gathering, y, height):
    sheet.set_draw_color(*LINE)
    sheet.set_line_width(0.2)
    sheet.line(EDGE, y + height - 1.5, WIDTH - EDGE, y + height - 1.5)
    local = timezone.localtime(gathering.starts_at)
    inner = height - 4
    sheet.write_within(date_filter(local, "j"), EDGE, y, DAY_WIDTH, inner * 0.6, 30, bold=True)
    sheet.write_within(date_filter(local, "l"), EDGE, y + inner * 0.6, DAY_WIDTH, inner * 0.4, 11)
    x, width = EDGE + DAY_WIDTH + 4, WIDTH - 2 * EDGE - DAY_WIDTH - 4
    below = sheet.write_within(gathering.title, x, y, width, inner * 0.5, 18, bold=True)
    sheet.write_within(_facts(gathering), x, below + 0.5, width, inner * 0.5, 12)


def _facts(gathering):
    hours = f"{clock(gathering.starts_at)} – {clock(gathering.ends_at)}"
    languages = ", ".join(name(code) for code in gathering.interpreters)
    told = (
        hours,
        gathering.place,
        gathering.childcare and gettext("childcare"),
        languages and gettext("interpreter: %s") % languages,
    )
    return " · ".join(part for part in told if part)


def _foot(sheet):
    words = gettext("You need not sign up. You may come later. It is free of charge.")
    sheet.set_draw_color(*INK)
    sheet.write_within(words, EDGE, HEIGHT - FOOT, WIDTH - 2 * EDGE, 6, 12, bold=True)
    if help_phone():
        call = gettext("Rather call? %(phone)s") % {"phone": help_phone()}
        sheet.write_within(call, EDGE, HEIGHT - FOOT + 7, WIDTH - 2 * EDGE, 6, 11)
