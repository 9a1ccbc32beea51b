"""The poster for the school door: one A4, whatever languages stand on it."""

from django.conf import settings
from django.utils.translation import get_language_info, gettext

from networks.paper.sheet import HEIGHT, INK, WHITE, WIDTH, Sheet, help_phone

EDGE = 14
BAND = 94  # the coloured part at the top; as a grey it still carries black letters
BAND_COLOUR = (255, 197, 61)  # --on-color-accent
HEADING_WIDTH = 112
PICTURE = settings.BASE_DIR / "static" / "img" / "table.svg"
PICTURE_WIDTH = 96
STEPS_TOP, STEPS_WIDTH, NUMBER = 107, 98, 9
BOX_LEFT, BOX_WIDTH, BOX_HEIGHT, BOX_EDGE = 118, 78, 100, 3
LANGUAGES_TOP, COLUMN_GAP, ROW_GAP = 212, 8, 4
FOOT = 14


def poster(invitation, welcomes):
    """The PDF as bytes."""
    network = invitation.network
    sheet = Sheet(gettext("Poster %(code)s") % {"code": invitation.code})
    sheet.add_page()
    _band(sheet, network)
    _steps(sheet)
    _box(sheet, invitation)
    _languages(sheet, welcomes)
    _foot(sheet, network)
    return sheet.as_bytes()


def _band(sheet, network):
    sheet.set_fill_color(*BAND_COLOUR)
    sheet.rect(0, 0, WIDTH, BAND, style="F")
    with sheet.rect_clip(0, 0, WIDTH, BAND):
        sheet.image(PICTURE, x=WIDTH - PICTURE_WIDTH + 12, y=-1, w=PICTURE_WIDTH)
    width = HEADING_WIDTH - EDGE
    y = sheet.write_within(network.school.name, EDGE, 10, width, 13, 15, bold=True) + 3
    heading = gettext("There is a chair free for you.")
    y = sheet.write_within(heading, EDGE, y, width, 48, 38, bold=True) + 3
    lead = gettext("Parents of our school help each other. Will you join?")
    sheet.write_within(lead, EDGE, y, width, BAND - 4 - y, 17)


def _steps(sheet):
    width = STEPS_WIDTH
    y = sheet.write_text(gettext("This is how you join"), EDGE, STEPS_TOP, width, 22, bold=True) + 4
    steps = (
        gettext("Take your phone. Take a photo of the square."),
        gettext("Fill in your e-mail address or mobile number. You get a code."),
        gettext("Say who you are. Done."),
    )
    for number, step in enumerate(steps, 1):
        _number(sheet, number, EDGE, y)
        y = sheet.write_within(step, EDGE + NUMBER + 4, y, width - NUMBER - 4, 24, 17) + 4
    if help_phone():
        sheet.write_text(gettext("Rather call?"), EDGE, y + 2, width, 16)
        sheet.write_text(help_phone(), EDGE, y + 9, width, 20, bold=True)


def _number(sheet, number, x, y):
    sheet.set_fill_color(*INK)
    sheet.circle(x + NUMBER / 2, y + NUMBER / 2, NUMBER / 2, style="F")
    sheet.write_text(str(number), x, y + 0.9, NUMBER, 16, bold=True, align="C", ink=WHITE)


def _box(sheet, invitation):
    sheet.set_draw_color(*INK)
    sheet.set_line_width(1)
    place = (BOX_LEFT, STEPS_TOP, BOX_WIDTH, BOX_HEIGHT)
    sheet.rect(*place, style="D", round_corners=True, corner_radius=5)
    x, width = BOX_LEFT + BOX_EDGE, BOX_WIDTH - 2 * BOX_EDGE
    sheet.draw_square(invitation.link, x, STEPS_TOP + BOX_EDGE, width)
    sheet.write_address(invitation, x, STEPS_TOP + width + BOX_EDGE, width, 26)


def _languages(sheet, welcomes):
    """In two columns from the bottom up, in the largest letter with which all of it fits."""
    room = HEIGHT - FOOT - 5 - LANGUAGES_TOP
    rows = [welcomes[n : n + 2] for n in range(0, len(welcomes), 2)]
    size = next((s for s in (13, 12, 11, 10, 9) if sum(_heights(sheet, rows, s)) <= room), 8)
    heights = _heights(sheet, rows, size)
    y = HEIGHT - FOOT - 5 - sum(heights)
    for row, height in zip(rows, heights, strict=True):
        for column, welcome in enumerate(row):
            _welcome(sheet, welcome, EDGE + column * (_column() + COLUMN_GAP), y, size)
        y += height


def _column():
    return (WIDTH - 2 * EDGE - COLUMN_GAP) / 2


def _heights(sheet, rows, size):
    return [max(_height(sheet, welcome, size) for welcome in row) for row in rows]


def _height(sheet, welcome, size):
    _code, heading, sentence = welcome
    head = sheet.height_of(heading, _column(), size + 2, bold=True)
    return head + sheet.height_of(sentence, _column(), size) + 2 + ROW_GAP


def _welcome(sheet, welcome, x, y, size):
    code, heading, sentence = welcome
    bidi = get_language_info(code)["bidi"]
    sheet.set_line_width(0.6)
    sheet.line(x, y, x + _column(), y)
    sheet.read_from("rtl" if bidi else "ltr")
    align = "R" if bidi else "L"
    y = sheet.write_text(heading, x, y + 1.5, _column(), size + 2, bold=True, align=align)
    sheet.write_text(sentence, x, y, _column(), size, align=align)
    sheet.read_from("ltr")


def _foot(sheet, network):
    sheet.set_fill_color(*INK)
    sheet.rect(0, HEIGHT - FOOT, WIDTH, FOOT, style="F")
    words = gettext("Free and safe. Only for parents of %(name)s.") % {"name": network.name}
    sheet.write_within(
        words, EDGE, HEIGHT - FOOT + 4, WIDTH - 2 * EDGE, 7, 13, bold=True, ink=WHITE
    )
