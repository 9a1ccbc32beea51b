"""A sheet of A4 and what stands on all our paper: text that fits, and the square to scan."""

from pathlib import Path

import segno
from django.conf import settings
from django.utils.translation import get_language
from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos

WIDTH, HEIGHT = 210, 297  # A4
POINT = 25.4 / 72
LEADING = 1.28  # from line to line, in sizes of the letter
QUIET = 4  # modules of white a camera needs around the square
OVERLAP = 0.02  # so that no printer leaves a hairline between two rows

LAST_CYRILLIC = "\u052f"
INK, WHITE, LINE = (0, 0, 0), (255, 255, 255), (120, 120, 120)
FONTS = Path(__file__).resolve().parent.parent / "fonts"
FAMILIES = {"sans": "NotoSans", "arabic": "NotoSansArabic"}
STYLES = {"": "Regular", "B": "Bold"}


class Sheet(FPDF):
    """Pages without margins that never break by themselves: what is put there stays there."""

    def __init__(self, title, paper="A4"):
        super().__init__(unit="mm", format=paper)
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.c_margin = 0
        self.set_title(title)
        self.set_lang(get_language())
        for family, file in FAMILIES.items():
            for style, weight in STYLES.items():
                self.add_font(family, style, FONTS / f"{file}-{weight}.ttf")
        self.set_fallback_fonts(["arabic"])  # names are in any script
        self.heights, self.sizes = {}, {}
        self.read_from("ltr")

    def read_from(self, direction):
        """Shape letters for text that runs "ltr" or "rtl"."""
        self.direction = direction

    def _shape_for(self, text):
        """Join the letters of scripts that need it; Latin and Cyrillic ones stand alone, and
        cost a fourth of the time."""
        if self.direction == "rtl":
            self.set_text_shaping(True, direction="rtl", script="arab", language="ar")
        else:
            self.set_text_shaping(max(text, default="") > LAST_CYRILLIC, direction="ltr")

    def write_text(self, text, x, y, width, size, *, bold=False, align="L", ink=INK):
        """Lines of ``text`` within ``width``; returns where they end."""
        self._use(text, size, bold)
        self.set_text_color(*ink)
        self.set_xy(x, y)
        self._lines(text, width, size, align, new_x=XPos.LEFT, new_y=YPos.NEXT)
        return self.get_y()

    def height_of(self, text, width, size, *, bold=False):
        """Measured once: forty letters say the same."""
        asked = (text, width, size, bold, self.direction)
        if asked not in self.heights:
            self._use(text, size, bold)
            self.heights[asked] = self._lines(
                text, width, size, "L", dry_run=True, output=MethodReturnValue.HEIGHT
            )
        return self.heights[asked]

    def size_for(self, text, width, height, most, *, bold=False, least=6):
        """The largest letter, at most ``most``, with which ``text`` fits and no word breaks."""
        asked = (text, width, height, most, bold, self.direction)
        if asked not in self.sizes:
            self.sizes[asked] = self._size_for(text, width, height, most, bold, least)
        return self.sizes[asked]

    def _size_for(self, text, width, height, most, bold, least):
        for size in range(most, least, -1):
            self._use(text, size, bold)
            widest = max(map(self.get_string_width, text.split()), default=0)
            if widest <= width and self.height_of(text, width, size, bold=bold) <= height:
                return size
        return least

    def write_within(self, text, x, y, width, height, most, *, bold=False, least=6, **style):
        size = self.size_for(text, width, height, most, bold=bold, least=least)
        return self.write_text(text, x, y, width, size, bold=bold, **style)

    def draw_square(self, link, x, y, width):
        """The code of ``link``, its white border included, as black rectangles."""
        modules = segno.make(link, error="m", micro=False).matrix
        module = width / (len(modules) + 2 * QUIET)
        self.set_fill_color(*WHITE)
        self.rect(x, y, width, width, style="F")
        self.set_fill_color(*INK)
        for row, line in enumerate(modules, QUIET):
            for start, length in _runs(line):
                left, top = x + (start + QUIET) * module, y + row * module
                self.rect(left, top, length * module, module + OVERLAP, style="F")

    def write_address(self, invitation, x, y, width, most, *, align="C"):
        """Host and path on a line of their own, as people read them out and type them."""
        size = min(
            self.size_for(part, width, most, most, bold=True) for part in invitation.spoken_link
        )
        return self.write_text(
            "\n".join(invitation.spoken_link), x, y, width, size, bold=True, align=align
        )

    def as_bytes(self):
        return bytes(self.output())

    def _use(self, text, size, bold):
        self._shape_for(text)
        self.set_font("sans", "B" if bold else "", size)

    def _lines(self, text, width, size, align, **how):
        return self.multi_cell(width, size * POINT * LEADING, text, align=align, **how)


def help_phone():
    return settings.HELP_PHONE


def _runs(line):
    """Where dark modules begin, and how many follow each other."""
    start = None
    for place, dark in enumerate([*line, 0]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield start, place - start
            start = None
