"""The letter a child takes home: one A4 for every code."""

from django.utils.translation import gettext

from networks.paper.sheet import HEIGHT, INK, WIDTH, Sheet, help_phone
from networks.paper.welcome import write_welcomes

EDGE = 22
COLUMN = WIDTH - 2 * EDGE
SIZE = 13
BOX, SQUARE = 56, 50
FOOT = 16
LANGUAGES = 76  # at most, at the foot


def letters(title, invitations, welcomes):
    """The PDF as bytes; a code that is not there any more has no page."""
    sheet = Sheet(gettext("Letter for parents, %(title)s") % {"title": title})
    for invitation in invitations:
        sheet.add_page()
        _letter(sheet, invitation)
        write_welcomes(sheet, welcomes, EDGE, HEIGHT - FOOT, LANGUAGES)
    return sheet.as_bytes()


def _letter(sheet, invitation):
    network = invitation.network
    y = sheet.write_within(network.place_name, EDGE, 18, COLUMN, 12, 14, bold=True) + 6
    y = sheet.write_text(gettext("Dear parent,"), EDGE, y, COLUMN, 22, bold=True) + 3
    for words in paragraphs(network):
        y = sheet.write_within(words, EDGE, y, COLUMN, 26, SIZE) + 3
    y += 2
    _box(sheet, invitation, WIDTH - EDGE - BOX, y)
    beside = COLUMN - BOX - 8
    y = sheet.write_text(gettext("This is how you join:"), EDGE, y, beside, 15, bold=True) + 2
    for number, step in enumerate(steps(), 1):
        y = sheet.write_within(f"{number}. {step}", EDGE, y, beside, 18, SIZE) + 2
    if help_phone():
        call = gettext("Rather call? %(phone)s") % {"phone": help_phone()}
        y = sheet.write_text(call, EDGE, y + 1, beside, SIZE, bold=True)
    y = sheet.write_text(gettext("Until we meet,"), EDGE, y + 4, beside, SIZE)
    signed = gettext("the parents of %(name)s") % {"name": network.name}
    sheet.write_within(signed, EDGE, y, beside, 12, SIZE)


def _box(sheet, invitation, x, y):
    sheet.set_draw_color(*INK)
    sheet.set_line_width(0.6)
    sheet.rect(x, y, BOX, SQUARE + 20, style="D", round_corners=True, corner_radius=3)
    sheet.draw_square(invitation.link, x + (BOX - SQUARE) / 2, y + 2, SQUARE)
    sheet.write_address(invitation, x + 3, y + SQUARE + 3, BOX - 6, 14)


def paragraphs(network):
    words = gettext(
        "Parents of our school help each other in a parents' network. It is called %(name)s. "
        "There is a chair free for you."
    )
    yield words % {"name": network.name}
    yield gettext(
        "You can read along, ask a question or drink coffee with other parents. You need not do "
        "anything. It is free, and you choose who sees your name."
    )


def steps():
    yield gettext("Take a photo of the square, or type the address below it.")
    yield gettext("Fill in your e-mail address or mobile number. You get a code.")
    yield gettext("Say who you are. Done.")
