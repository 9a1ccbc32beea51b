"""A welcome in other languages, at the foot of a sheet."""

from django.utils.translation import get_language_info

from networks.paper.sheet import WIDTH

GAP, ROW_GAP = 8, 4
SIZES = (13, 12, 11, 10, 9)


def write_welcomes(sheet, welcomes, edge, bottom, room):
    """In two columns from ``bottom`` up, in the largest letter with which all fits in ``room``."""
    column = (WIDTH - 2 * edge - GAP) / 2
    rows = [welcomes[n : n + 2] for n in range(0, len(welcomes), 2)]
    size = next((s for s in SIZES if sum(_heights(sheet, rows, column, s)) <= room), 8)
    heights = _heights(sheet, rows, column, size)
    y = bottom - sum(heights)
    for row, height in zip(rows, heights, strict=True):
        for place, welcome in enumerate(row):
            _welcome(sheet, welcome, edge + place * (column + GAP), y, column, size)
        y += height


def _heights(sheet, rows, column, size):
    return [max(_height(sheet, welcome, column, size) for welcome in row) for row in rows]


def _height(sheet, welcome, column, size):
    _code, heading, sentence = welcome
    head = sheet.height_of(heading, column, size + 2, bold=True)
    return head + sheet.height_of(sentence, column, size) + 2 + ROW_GAP


def _welcome(sheet, welcome, x, y, column, size):
    code, heading, sentence = welcome
    bidi = get_language_info(code)["bidi"]
    sheet.set_line_width(0.6)
    sheet.line(x, y, x + column, y)
    sheet.read_from("rtl" if bidi else "ltr")
    align = "R" if bidi else "L"
    y = sheet.write_text(heading, x, y + 1.5, column, size + 2, bold=True, align=align)
    sheet.write_text(sentence, x, y, column, size, align=align)
    sheet.read_from("ltr")
