"""The ways through school after group 8 and after vmbo, as a drawing that is also a list.

From doing more to learning more from books; nothing is called high or low (UX2, 23b). Facts:
the Dutch education system as the government describes it; ``ExplainerPage.checked_on`` says when
an editor last looked.
"""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

ROW, BOX, TOP = 72, 56, 104


class Way(NamedTuple):
    """One road: what comes first and how long, what may follow, and it all in one sentence."""

    key: str
    first: str
    years: str
    then: str
    kind: str
    words: str


@dataclass(frozen=True)
class Drawing:
    title: str
    start: str
    start_note: str
    ways: tuple[Way, ...]
    steps_up: tuple[int, ...]  # after which rows one may go on to the next

    @property
    def rows(self):
        """Each ``Way`` with where its row begins, and whether one may go on to the next one."""
        for number, way in enumerate(self.ways):
            top = TOP + number * ROW
            yield {
                "way": way,
                "top": top,
                "name_at": top + 24,
                "note_at": top + 44,
                "middle": top + BOX // 2,
                "foot": top + BOX,
                "next": top + ROW,
                "goes_on": number in self.steps_up,
            }

    @property
    def height(self):
        return TOP + len(self.ways) * ROW - (ROW - BOX) + 4


AFTER_PRIMARY = Drawing(
    title=_("The ways after group 8"),
    start=_("Group 8"),
    start_note=_("advice of the school and a test"),
    ways=(
        Way(
            "pro",
            "Praktijkonderwijs",
            _("5 or 6 years"),
            _("mbo 1 or work"),
            _("learning by doing"),
            _("Praktijkonderwijs takes 5 or 6 years. After it comes work, or mbo 1."),
        ),
        Way(
            "bb",
            "vmbo basis",
            _("4 years"),
            "mbo 2",
            _("a first profession"),
            _("Vmbo basis takes 4 years. After it comes mbo 2."),
        ),
        Way(
            "kb",
            "vmbo kader",
            _("4 years"),
            _("mbo 3 or mbo 4"),
            _("a profession"),
            _("Vmbo kader takes 4 years. After it comes mbo 3 or mbo 4."),
        ),
        Way(
            "tl",
            "vmbo gl, tl",
            _("4 years (tl is mavo)"),
            _("mbo 4 or havo"),
            _("mixed, or theory"),
            _("Vmbo gl and tl take 4 years. After it comes mbo 4, or havo."),
        ),
        Way(
            "havo",
            "havo",
            _("5 years"),
            "hbo",
            _("hogeschool"),
            _("Havo takes 5 years. After it comes hbo, or mbo 4."),
        ),
        Way(
            "vwo",
            "vwo",
            _("6 years"),
            _("university or hbo"),
            _("wo or hbo"),
            _("Vwo takes 6 years. After it comes university, or hbo."),
        ),
    ),
    steps_up=(1, 2, 3, 4),
)

AFTER_VMBO = Drawing(
    title=_("The ways after vmbo"),
    start="Vmbo",
    start_note=_("a diploma, or praktijkonderwijs"),
    ways=(
        Way(
            "mbo1",
            _("mbo 1 (entree)"),
            _("1 year"),
            _("mbo 2 or work"),
            _("also without a diploma"),
            _("Mbo 1, or entree, takes 1 year, also without a diploma. After it comes mbo 2."),
        ),
        Way(
            "mbo2",
            "mbo 2",
            _("1 or 2 years"),
            _("mbo 3 or work"),
            _("a first profession"),
            _("Mbo 2 takes 1 or 2 years. After it comes work, or mbo 3."),
        ),
        Way(
            "mbo3",
            "mbo 3",
            _("2 or 3 years"),
            _("mbo 4 or work"),
            _("a whole profession"),
            _("Mbo 3 takes 2 or 3 years. After it comes work, or mbo 4."),
        ),
        Way(
            "mbo4",
            "mbo 4",
            _("3 or 4 years"),
            _("hbo or work"),
            _("leading or specialising"),
            _("Mbo 4 takes 3 or 4 years. After it comes work, or hbo."),
        ),
    ),
    steps_up=(0, 1, 2),
)

DRAWINGS = {"after_primary": AFTER_PRIMARY, "after_vmbo": AFTER_VMBO}
