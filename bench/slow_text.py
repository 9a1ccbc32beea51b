"""What the slowest texts cost that a person can send: the promise is under a second.

DATA_DIR=/tmp/bench SECRET_KEY=x python bench/slow_text.py
"""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")

import django

django.setup()

from community.care import warning  # noqa: E402
from community.richtext import gist, render, render_marked  # noqa: E402
from community.search.templatetags.finding import marked  # noqa: E402
from community.search.words import findable  # noqa: E402
from networks.mentions import names_in  # noqa: E402

SIZES = (2_000, 5_000, 10_000)  # 5,000 is the most that a post takes, 10,000 that anything does
PIECES = (
    *("a", "a ", "a.", "a@b.c ", "a@", "@a ", "http://a.b ", "http://", "www.a.nl/", "www."),
    *("*", "**", "_", "_a", "*a*", "**a** ", "[", "[a](", "[a](/b)", "](", "![", "<", "<a ", "</"),
    *("> ", "\n> ", "- ", "\n- ", "\n  - ", "1. ", "\n1. ", "\\", "`", "&", "&amp;", "&#", "\n"),
    *(
        "\n\n",
        "0",
        "06 ",
        "+31 6",
        "06-",
        "é",
        "e\u0301",
        "👨\u200d👩",
        "\u202e",
        "ﷺ",
        "mijn zoon ",
    ),
)
READERS = {
    "render_marked": render_marked,
    "render": render,
    "gist": gist,
    "findable": findable,
    "marked": lambda text: marked(text, "a fiets mijn"),
    "warning": warning,
    "names_in": names_in,
}


def slowest(read, size):
    """Milliseconds and the piece of which it was made."""
    found = []
    for piece in PIECES:
        text = (piece * (size // len(piece) + 1))[:size]
        began = time.process_time()
        read(text)
        found.append((1000 * (time.process_time() - began), piece))
    return max(found)


if __name__ == "__main__":
    print("| |", " | ".join(f"{size:,} characters" for size in SIZES), "|")
    print("|---|" + "---|" * len(SIZES))
    most = 0
    for name, read in READERS.items():
        cells = []
        for size in SIZES:
            cost, piece = slowest(read, size)
            most = max(most, cost if size <= 5_000 else 0)
            cells.append(f"{cost:.1f} ms ({piece!r})")
        print(f"| {name} | {' | '.join(cells)} |")
    sys.exit(most > 1000)
