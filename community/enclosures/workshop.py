"""What somebody sends along, made fit to keep: see ``redraw`` for photos and voices.

Papers are kept as they are: nobody can draw those anew. They only ever go out as a download.
"""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MB = 1 << 20
MOST = {"photo": 15 * MB, "voice": 10 * MB, "paper": 25 * MB}
PROGRAM = Path(__file__).with_name("redraw.py")
PATIENCE = 60  # seconds for one file, waiting for its turn included
UNPACKED, ENTRIES = 200 * MB, 2000  # of a paper that is a zip inside
NAME = 150  # characters

# What is made anew is called anew: a name may say whose it is.
DRAWN = {"photo": "foto.webp", "voice": "opname.mp3"}
PHOTOS = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8")
HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
VOICES = {"webm", "ogg", "oga", "opus", "m4a", "mp4", "aac", "mp3", "wav"}
# By the end of a name: what it must begin with, and what a browser is told it is.
PAPERS = {
    "pdf": (b"%PDF-", "application/pdf"),
    "docx": (b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (b"PK", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pptx": (b"PK", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "odt": (b"PK", "application/vnd.oasis.opendocument.text"),
    "ods": (b"PK", "application/vnd.oasis.opendocument.spreadsheet"),
    "odp": (b"PK", "application/vnd.oasis.opendocument.presentation"),
    "txt": (b"", "text/plain"),
    "csv": (b"", "text/csv"),
    "ics": (b"BEGIN:VCALENDAR", "text/calendar"),
}

TOO_LARGE = {
    "photo": _("This photo is too large. Choose one of at most 15 MB."),
    "voice": _("This recording is too large. Choose one of at most 10 MB."),
    "paper": _("This file is too large. Choose one of at most 25 MB."),
}
SENTENCES = {
    ("photo", "unreadable"): _("We cannot open this photo. Choose another one."),
    ("photo", "too_large"): _("This photo is too large. Choose a smaller one."),
    ("voice", "unreadable"): _("We cannot open this recording. Speak it in again."),
    ("voice", "too_long"): _("Your recording is longer than 2 minutes. Make it shorter."),
    ("voice", "silent"): _("We hear nothing in this recording. Speak it in again."),
    ("paper", "unreadable"): _(
        "This kind of file is not possible here. A photo, a PDF, a letter or a sheet is."
    ),
    ("paper", "macros"): _("There is a program inside this file. Save it without macros."),
}


@dataclass(frozen=True)
class Made:
    """A file that may be kept; ``small`` only of a photo."""

    kind: str
    name: str
    content: bytes
    end: str  # of the name it is kept under
    small: bytes = b""
    facts: dict = field(default_factory=dict)


def made_of(upload):
    """``Made`` of an uploaded file; raises ``ValidationError`` with a sentence for its sender."""
    head = upload.read(32)
    upload.seek(0)
    kind = _kind(head, upload.name)
    if upload.size > MOST[kind]:
        raise ValidationError(TOO_LARGE[kind])
    if kind == "paper":
        return _paper(upload)
    facts, parts = _redrawn(kind, upload.read())
    name = DRAWN[kind]
    return Made(kind, name, parts[0], _end(name), b"".join(parts[1:]), facts)


def content_type(name):
    """Of a kept file, by the end of its name."""
    ends = {"webp": "image/webp", "mp3": "audio/mpeg"}
    end = name.rpartition(".")[2]
    return ends.get(end) or PAPERS[end][1]


def _kind(head, name):
    if head.startswith(b"RIFF"):  # a picture or a sound
        return "photo" if head[8:12] == b"WEBP" else "voice"
    if head.startswith(PHOTOS) or (head[4:8] == b"ftyp" and head[8:12] in HEIC):
        return "photo"
    return "voice" if _end(name) in VOICES else "paper"


def _redrawn(kind, data):
    program = [sys.executable, "-I", PROGRAM, kind]
    try:
        done = subprocess.run(program, input=data, capture_output=True, timeout=PATIENCE, env={})  # noqa: S603 (our own program)
    except subprocess.TimeoutExpired:
        raise _unfit(kind, "unreadable") from None
    if done.returncode:  # it used too much
        raise _unfit(kind, "unreadable")
    line, _newline, rest = done.stdout.partition(b"\n")
    facts, parts = json.loads(line), []
    if "unfit" in facts:
        raise _unfit(kind, facts["unfit"])
    for length in facts.pop("lengths"):
        parts.append(rest[:length])
        rest = rest[length:]
    return facts, parts


def _paper(upload):
    end, data = _end(upload.name), upload.read()
    if end not in PAPERS or not data.startswith(PAPERS[end][0]):
        raise _unfit("paper", "unreadable")
    if PAPERS[end][0] == b"PK":
        _look_inside(data)
    elif not PAPERS[end][0] and b"\0" in data:
        raise _unfit("paper", "unreadable")
    return Made("paper", f"{_stem(upload.name)}.{end}", data, end)


def _look_inside(data):
    try:
        entries = ZipFile(BytesIO(data)).infolist()
    except (BadZipFile, ValueError, NotImplementedError):
        raise _unfit("paper", "unreadable") from None
    if len(entries) > ENTRIES or sum(entry.file_size for entry in entries) > UNPACKED:
        raise _unfit("paper", "unreadable")
    names = [f"/{entry.filename.lower()}" for entry in entries]
    if any("vbaproject" in name or "/basic/" in name for name in names):
        raise _unfit("paper", "macros")


def _unfit(kind, reason):
    return ValidationError(SENTENCES.get((kind, reason)) or SENTENCES[kind, "unreadable"])


def _stem(name):
    """The shown name without its end: one line, and nothing that turns a line around."""
    shown = "".join(c for c in Path(name).stem if c.isprintable())
    return shown.strip(" .")[:NAME] or "bestand"


def _end(name):
    return Path(name).suffix[1:].lower()
