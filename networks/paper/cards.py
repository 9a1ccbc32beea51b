"""A sheet of ten cards to hand out: cut along the lines, one in every pocket."""

from django.utils.translation import gettext

from networks.paper.sheet import LINE, WIDTH, Sheet, help_phone

CARD_WIDTH, CARD_HEIGHT, COLUMNS, ROWS = 85, 55, 2, 5  # a card as every wallet takes it
ON_A_SHEET = COLUMNS * ROWS
LEFT, TOP = (WIDTH - COLUMNS * CARD_WIDTH) / 2, 11
EDGE, SQUARE = 4, 36


def cards(invitation):
    """The PDF as bytes."""
    sheet = Sheet(gettext("Cards %(code)s") % {"code": invitation.code})
    sheet.add_page()
    for number in range(ON_A_SHEET):
        row, column = divmod(number, COLUMNS)
        _card(sheet, invitation, LEFT + column * CARD_WIDTH, TOP + row * CARD_HEIGHT)
    return sheet.as_bytes()


def _card(sheet, invitation, x, y):
    sheet.set_draw_color(*LINE)
    sheet.set_line_width(0.1)
    sheet.rect(x, y, CARD_WIDTH, CARD_HEIGHT, style="D")
    square_left = x + CARD_WIDTH - SQUARE - EDGE
    sheet.draw_square(invitation.link, square_left, y + EDGE, SQUARE)
    sheet.write_address(
        invitation, x + EDGE, y + EDGE + SQUARE, CARD_WIDTH - 2 * EDGE, 10, align="R"
    )
    width = CARD_WIDTH - SQUARE - 3 * EDGE
    name = invitation.network.name
    below = sheet.write_within(name, x + EDGE, y + EDGE, width, 14, 13, bold=True) + 1.5
    words = gettext("There is a chair free for you.")
    below = sheet.write_within(words, x + EDGE, below, width, 12, 11) + 1.5
    if help_phone():
        call = gettext("Rather call? %(phone)s") % {"phone": help_phone()}
        sheet.write_within(call, x + EDGE, below, width, 9, 9)
