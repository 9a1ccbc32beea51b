"""The slip for a family without an account, on one A6: when, where, and a code to ring with."""

from django.utils.text import capfirst
from django.utils.translation import gettext

from community.templatetags.ui import clock, day
from networks.paper.sheet import LINE, Sheet, help_phone

A6 = (105, 148)
EDGE = 9
WIDTH = A6[0] - 2 * EDGE


def slip(sign_up):
    """The PDF as bytes."""
    gathering = sign_up.gathering
    sheet = Sheet(gettext("Slip for %(name)s") % {"name": sign_up.name}, paper=A6)
    sheet.add_page()
    below = sheet.write_text(sheet.title, EDGE, EDGE, WIDTH, 13, bold=True) + 4
    below = sheet.write_within(gathering.title, EDGE, below, WIDTH, 14, 12) + 3
    when = gettext("%(day)s, %(time)s o'clock") % {
        "day": capfirst(day(gathering.starts_at)),
        "time": clock(gathering.starts_at),
    }
    below = sheet.write_within(when, EDGE, below, WIDTH, 16, 18, bold=True) + 2
    below = sheet.write_within(gathering.place, EDGE, below, WIDTH, 10, 12) + 1
    below = sheet.write_within(gathering.directions, EDGE, below, WIDTH, 10, 10) + 3
    below = sheet.write_within("\n".join(sign_up.needs), EDGE, below, WIDTH, 20, 10) + 4
    sheet.set_draw_color(*LINE)
    sheet.rect(EDGE, below, WIDTH, 18, style="D")
    sheet.write_text(gettext("Your code"), EDGE + 3, below + 2, WIDTH, 9)
    sheet.write_text(sign_up.slip_code, EDGE + 3, below + 7, WIDTH, 20, bold=True)
    below += 22
    if help_phone():
        words = gettext("Can you not come? Ring %(phone)s and say the code.")
        sheet.write_within(words % {"phone": help_phone()}, EDGE, below, WIDTH, 14, 11)
    return sheet.as_bytes()
