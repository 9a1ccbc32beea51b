"""A file that came along, as plain facts for one reader; drawn by ``enclosures/_shown.html``."""

from dataclasses import dataclass

HIGH, STEP = 28, 4  # of the picture of a voice, and of one bar of it


@dataclass(frozen=True)
class EnclosureCard:
    kind: str
    name: str
    url: str
    small_url: str
    width: int
    height: int
    size: int  # bytes
    seconds: int
    bars: tuple  # of (x, y, height)
    text: str  # what is heard
    is_asked: bool  # somebody waits for that text
    writes: bool  # whether the reader may write it

    @classmethod
    def of(cls, row, *, writes):
        facts, place = row.facts, row.get_absolute_url()
        return cls(
            kind=row.kind,
            name=row.name,
            url=place,
            small_url=f"{place}klein/",
            width=facts.get("width", 0),
            height=facts.get("height", 0),
            size=row.size,
            seconds=facts.get("seconds", 0),
            bars=tuple(_bar(n, loud) for n, loud in enumerate(facts.get("bars", ()))),
            text=row.text,
            is_asked=row.text_asked_at is not None,
            writes=writes,
        )

    @property
    def length(self):
        return f"{self.seconds // 60}:{self.seconds % 60:02}"


def _bar(n, loud):
    tall = max(round(HIGH * loud / 100, 1), 2)
    return n * STEP, round((HIGH - tall) / 2, 1), tall
