"""Help with writing plainly, from lists of our own: nothing leaves the machine.

It marks and explains; what the writer does with it is up to the writer. The level is an estimate
after Douma (1960), the Dutch version of Flesch's reading ease, read as language levels.
"""

import re
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_WORDS = 20  # in one sentence
LISTED = 30  # findings at the most
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SYLLABLE = re.compile(r"aai|oei|ooi|eeuw|ieuw|[aeiouyáéëèïöü]{1,2}")
AUXILIARY = re.compile(r"\b(word|wordt|worden|werd|werden)\b", re.I)
PARTICIPLE = re.compile(
    r"\b(?:ge|be|ver|ont|her)\w{2,}(?:d|t|en)\b|\b\w+ge\w{2,}(?:d|t|en)\b", re.I
)
CHAIN = 2  # passives in a row; one alone is often the plainest way to say it
LABELS = {  # of the panel beside the text
    "title": gettext_lazy("Help with writing"),
    "level": gettext_lazy("About how hard this text is"),
    "fine": gettext_lazy("This reads well."),
    "what": gettext_lazy("What"),
    "when": gettext_lazy("When"),
    "where": gettext_lazy("Where"),
    "bring": gettext_lazy("Bring"),
    "cost": gettext_lazy("Cost"),
    "missing": gettext_lazy("is not in it"),
}
LEVELS = ((80, "A2"), (65, "B1"), (45, "B2"))

DAY = r"(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)"
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december"
MONTH = f"(?:{'|'.join(MONTHS.split())})"
WHEN = re.compile(
    rf"\b{DAY}(?:\s+\d{{1,2}}\s+{MONTH})?|\b\d{{1,2}}\s+{MONTH}(?:\s+\d{{4}})?"
    r"|\b\d{1,2}[.:]\d{2}(?:\s*(?:uur|tot|en)\b)?|\b\d{1,2}\s+uur\b",
    re.I,
)
OCCASIONS = (
    "ochtend|middag|avond|inloop|spreekuur|cursus|workshop|training|les|overleg|gesprek|gesprekken"
    "|bijeenkomst|vergadering|rondleiding|voorstelling|feest|markt|ontbijt|lunch|uitje|werkdag"
)
WHAT = re.compile(
    rf"\b(?!(?:maan|dins|woens|donder|vrij|zater|zon)dag|van(?:middag|avond))[^\W\d_]+(?:{OCCASIONS})\b"
    rf"(?:\s+(?:over|voor|met)\s+(?:groep\s+\d|[^\W\d_]+)(?:\s+(?:en|van|in)\s+\w+)?)?"
    rf"|\b(?:inloop|spreekuur|cursus|workshop|training|rondleiding)\b",
    re.I,
)
PLACES = "ouderkamer|gymzaal|aula|hal|lokaal|kantine|bibliotheek|schoolplein|plein|wijkgebouw"
WHERE = re.compile(
    rf"\b(?:in|op|bij|naar)\s+(?:de|het)\s+(?:{PLACES})\b|\b[A-Z]\w+(?:straat|weg|laan|plein|kade)\s+\d+\w?"
)
BRING = re.compile(r"\b(?:neem|neemt|nemen|breng|brengt)\b[^.!?]*\bmee\b|\bmeenemen\b[^.!?]*", re.I)
COST = re.compile(
    r"\bgratis\b|€\s?\d+(?:[.,]\d{2})?|\b\d+(?:[.,]\d{2})?\s+euro\b|\bkost\b[^.!?]*", re.I
)


@dataclass(frozen=True)
class Finding:
    """Something in a sentence that could be plainer; ``kind`` is long, passive or jargon."""

    kind: str
    words: str
    tip: str


@dataclass(frozen=True)
class Advice:
    level: str  # A2, B1, B2 or C1; empty without a sentence
    findings: list = field(default_factory=list)
    facts: dict = field(default_factory=dict)  # what, when, where, bring, cost, as the text says

    def as_json(self):
        return asdict(self)


def look_at(text):
    """The ``Advice`` for a text without HTML."""
    said = sentences(text)
    findings = [finding for sentence in said for finding in _findings(sentence)]
    findings += _passive_chains(said)
    return Advice(level_of(said), findings[:LISTED], _facts(text))


def sentences(text):
    """A line is a sentence too: headings and lists have no full stop. Neither has 8.45 one."""
    pieces = re.split(r"(?<=[.!?…])\s+|\n+", text)
    return [piece.strip() for piece in pieces if WORD.search(piece)]


def level_of(said):
    words = [word for sentence in said for word in WORD.findall(sentence)]
    if not words:
        return ""
    syllables = sum(max(1, len(SYLLABLE.findall(word.lower()))) for word in words)
    ease = 206.84 - 0.93 * len(words) / len(said) - 77 * syllables / len(words)
    return next((level for least, level in LEVELS if ease >= least), "C1")


def _findings(sentence):
    number = len(WORD.findall(sentence))
    if number > MOST_WORDS:
        tip = _("This sentence has %(n)d words. Make two of it.") % {"n": number}
        yield Finding("long", sentence, tip)
    lowered = sentence.lower()
    for word, plain in jargon().items():
        if re.search(rf"\b{re.escape(word)}\b", lowered):
            yield Finding("jargon", word, _("Rather: %(plain)s") % {"plain": plain})


def _passive_chains(said):
    """A chain goes on inside a sentence, and over sentences that follow each other."""
    tip = _("Say who does it: “we ring you” instead of “you are rung”.")
    chain, length = [], 0
    for sentence in [*said, ""]:
        if passives := _passives(sentence):
            chain, length = [*chain, sentence], length + passives
            continue
        if length >= CHAIN:
            yield Finding("passive", " ".join(chain), tip)
        chain, length = [], 0


def _passives(sentence):
    return min(len(AUXILIARY.findall(sentence)), len(PARTICIPLE.findall(sentence)))


@cache
def jargon():
    """``{hard word: plain words}``."""
    lines = (Path(__file__).parent / "data" / "jargon.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {word.strip(): plain.strip() for word, plain in pairs}


def _facts(text):
    kinds = {"what": WHAT, "when": WHEN, "where": WHERE, "bring": BRING, "cost": COST}
    found = {kind: [hit[0].strip() for hit in rule.finditer(text)] for kind, rule in kinds.items()}
    return {kind: list(dict.fromkeys(hits))[:4] for kind, hits in found.items() if hits}
