"""The poster for the school door: one A4, whatever languages stand on it."""

from django.conf import settings
from django.utils.translation import gettext

from networks.paper.sheet import HEIGHT, INK, WHITE, WIDTH, Sheet, help_phone
from networks.paper.welcome import write_welcomes

EDGE = 14
BAND = 94  # the coloured part at the top; as a grey it still carries black letters
BAND_COLOUR = (255, 197, 61)  # --on-color-accent
HEADING_WIDTH = 112
PICTURE = settings.BASE_DIR / "static" / "img" / "table.svg"
PICTURE_WIDTH = 96
STEPS_TOP, STEPS_WIDTH, NUMBER = 107, 98, 9
BOX_LEFT, BOX_WIDTH, BOX_HEIGHT, BOX_EDGE = 118, 78, 100, 3
LANGUAGES_TOP = 212
FOOT = 14


def poster(invitation, welcomes):
    """The PDF as bytes."""
    network = invitation.network
    sheet = Sheet(gettext("Poster %(code)s") % {"code": invitation.code})
    sheet.add_page()
    _band(sheet, network)
    _steps(sheet)
    _box(sheet, invitation)
    bottom = HEIGHT - FOOT - 5
    write_welcomes(sheet, welcomes, EDGE, bottom, bottom - LANGUAGES_TOP)
    _foot(sheet, network)
    return sheet.as_bytes()


def _band(sheet, network):
    sheet.set_fill_color(*BAND_COLOUR)
    sheet.rect(0, 0, WIDTH, BAND, style="F")
    with sheet.rect_clip(0, 0, WIDTH, BAND):
        sheet.image(PICTURE, x=WIDTH - PICTURE_WIDTH + 12, y=-1, w=PICTURE_WIDTH)
    width = HEADING_WIDTH - EDGE
    y = sheet.write_within(network.place_name, EDGE, 10, width, 13, 15, bold=True) + 3
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


def _foot(sheet, network):
    sheet.set_fill_color(*INK)
    sheet.rect(0, HEIGHT - FOOT, WIDTH, FOOT, style="F")
    words = gettext("Free and safe. Only for parents of %(name)s.") % {"name": network.name}
    sheet.write_within(
        words, EDGE, HEIGHT - FOOT + 4, WIDTH - 2 * EDGE, 7, 13, bold=True, ink=WHITE
    )
