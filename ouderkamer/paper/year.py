"""A school year on one page: twelve months, every date on a line."""

from django.template.defaultfilters import date as date_filter
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext

from networks.paper.sheet import HEIGHT, LINE, WIDTH, Sheet
from ouderkamer.month import Month

EDGE, TOP, COLUMNS, ROWS, GAP = 12, 26, 3, 4, 4
FIRST_MONTH = 8
CELL_WIDTH = (WIDTH - 2 * EDGE - (COLUMNS - 1) * GAP) / COLUMNS
CELL_HEIGHT = (HEIGHT - TOP - EDGE - (ROWS - 1) * GAP) / ROWS
SMALLEST, LARGEST = 5, 9


def months_of(day):
    """The twelve months, from August, of the school year that ``day`` falls in."""
    year = day.year if day.month >= FIRST_MONTH else day.year - 1
    shown = [Month(year, FIRST_MONTH)]
    while len(shown) < COLUMNS * ROWS:
        shown.append(shown[-1].next)
    return shown


def year(network, months, gatherings):
    """The PDF as bytes; ``gatherings`` are those that the reader sees, in order."""
    years = {"first": months[0].year, "last": months[-1].year}
    sheet = Sheet(gettext("Parents' room %(first)d – %(last)d") % years)
    sheet.add_page()
    width = WIDTH - 2 * EDGE
    sheet.write_within(sheet.title, EDGE, 8, width, 9, 20, bold=True)
    sheet.write_within(network.name, EDGE, 17, width, 6, 11)
    for number, shown in enumerate(months):
        row, column = divmod(number, COLUMNS)
        x, y = EDGE + column * (CELL_WIDTH + GAP), TOP + row * (CELL_HEIGHT + GAP)
        mine = [one for one in gatherings if Month.of(one.starts_at) == shown]
        _cell(sheet, shown, mine, x, y)
    return sheet.as_bytes()


def _cell(sheet, shown, gatherings, x, y):
    sheet.set_draw_color(*LINE)
    sheet.set_line_width(0.2)
    sheet.rect(x, y, CELL_WIDTH, CELL_HEIGHT, style="D")
    name = capfirst(date_filter(shown.first, "F Y"))
    below = sheet.write_text(name, x + 2, y + 1.5, CELL_WIDTH - 4, 11, bold=True) + 0.5
    room = y + CELL_HEIGHT - 1 - below
    each = min(room / max(1, len(gatherings)), 8)
    for gathering in gatherings:
        sheet.write_within(
            _line(gathering), x + 2, below, CELL_WIDTH - 4, each, LARGEST, least=SMALLEST
        )
        below += each


def _line(gathering):
    local = timezone.localtime(gathering.starts_at)
    line = f"{date_filter(local, 'D j')}  {gathering.title}"
    why = gettext("not going ahead")
    return f"{line} ({why})" if gathering.is_cancelled else line
