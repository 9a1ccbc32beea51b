"""What is made of a file somebody sends: read by one small program, and drawn anew."""

import json
import subprocess
import sys
from functools import partial
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from community.enclosures import redraw
from community.enclosures.workshop import MOST, made_of
from tests.recordings import SECRET, photo, voice

VOICES = [
    ("opname.webm", "webm", "libopus"),
    ("opname.ogg", "ogg", "libopus"),
    ("opname.m4a", "mp4", "aac"),
    ("opname.mp3", "mp3", "libmp3lame"),
    ("opname.wav", "wav", "pcm_s16le"),
]
NO_VOICE = {"We kunnen deze opname niet openen.", "We horen niets in deze opname."}


def sentence(upload):
    with pytest.raises(ValidationError) as refused:
        made_of(upload)
    return refused.value.message


def outcome(upload):
    """``made``, or the first sentence of a refusal."""
    try:
        made_of(upload)
    except ValidationError as refused:
        return str(refused.message).split(". ")[0] + "."
    return "made"


def paper(name, content):
    return SimpleUploadedFile(name, content)


def packed(**files):
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP"), ("a.gif", "GIF"), ("a.heic", "HEIF")],
)
def test_a_photo_is_drawn_anew_upright_and_tells_nothing(name, kind):
    upload = photo(name, kind)
    made = made_of(upload)
    with Image.open(BytesIO(made.content)) as drawn:
        assert (drawn.format, dict(drawn.getexif())) == ("WEBP", {})
        assert drawn.size == (made.facts["width"], made.facts["height"])
        if kind == "JPEG":
            assert drawn.size == (60, 80)  # it lay on its side
    assert (made.kind, made.name) == ("photo", "foto.webp")
    assert SECRET.encode() not in made.content + made.small


def test_a_large_photo_becomes_one_to_read_and_one_to_open():
    made = made_of(photo(size=(2400, 1200)))
    with Image.open(BytesIO(made.content)) as large, Image.open(BytesIO(made.small)) as small:
        assert (max(large.size), max(small.size)) == (1600, 640)


@pytest.mark.parametrize(("name", "kind", "codec"), VOICES)
def test_a_voice_is_said_again_and_tells_nothing(name, kind, codec):
    made = made_of(voice(name, kind, codec))
    assert (made.kind, made.name, made.facts["seconds"]) == ("voice", "opname.mp3", 2)
    assert len(made.facts["bars"]) == redraw.BARS
    assert max(made.facts["bars"]) == 100
    assert SECRET.encode() not in made.content
    assert made_of(SimpleUploadedFile("opname.mp3", made.content)).facts["seconds"] == 2


def test_two_minutes_are_the_most():
    assert sentence(voice(seconds=123)) == "Uw opname is langer dan 2 minuten. Maak hem korter."
    assert made_of(voice(seconds=120)).facts["seconds"] == 120


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (paper("foto.jpg", b"\xff\xd8\xff and then nothing"), "We kunnen deze foto niet openen."),
        (paper("foto.heic", b"\0\0\0\x18ftypheic" + b"x" * 99), "We kunnen deze foto niet openen."),
        (paper("opname.webm", b"\x1aE\xdf\xa3" + b"x" * 99), "We kunnen deze opname niet openen."),
        (paper("opname.mp3", b"#EXTM3U\n/etc/passwd"), "We kunnen deze opname niet openen."),
        (paper("teken.svg", b"<svg onload='alert(1)'>"), "Dit soort bestand kan hier niet."),
        (paper("plaatje.jpg", b"<script>alert(1)</script>"), "Dit soort bestand kan hier niet."),
        (paper("pagina.html", b"<p>Hallo"), "Dit soort bestand kan hier niet."),
        (paper("brief.pdf", b"<script>"), "Dit soort bestand kan hier niet."),
        (paper("brief.pdf.exe", b"%PDF-1.7"), "Dit soort bestand kan hier niet."),
        (paper("lijst.txt", b"MZ\0\0"), "Dit soort bestand kan hier niet."),
        (paper("brief.docx", b"PK but no archive"), "Dit soort bestand kan hier niet."),
        (paper("brief.docx", packed(word__vbaProject="x")), "Er zit een programma in dit bestand."),
        (paper("brief.odt", packed(Basic__script="x")), "Er zit een programma in dit bestand."),
        (paper("plan.xlsx", packed(a=b"0" * (201 << 20))), "Dit soort bestand kan hier niet."),
        (paper("zonder", b""), "Dit soort bestand kan hier niet."),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_what_is_not_what_it_says_gets_a_sentence(upload, said):
    assert sentence(upload).startswith(said)


@pytest.mark.parametrize(
    ("upload", "kind"),
    [(photo(), "photo"), (voice(), "voice"), (paper("a.pdf", b"%PDF-"), "paper")],
)
def test_what_is_too_large_is_not_even_opened(upload, kind):
    upload.size = MOST[kind] + 1
    assert "te groot" in sentence(upload)


@pytest.mark.parametrize("tail", [b"<script>alert(1)</script>", b"PK\x03\x04zip", b"%PDF-1.7"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_what_hides_behind_a_photo_stays_behind(kind, tail):
    two_faced = SimpleUploadedFile("foto.jpg", photo(kind=kind).read() + tail)
    made = made_of(two_faced)
    assert made.kind == "photo"
    assert tail not in made.content + made.small


def test_of_a_moving_picture_one_stays():
    out = BytesIO()
    frames = [Image.new("RGB", (40, 40), (n, 0, 0)) for n in range(250)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    with Image.open(BytesIO(made_of(paper("a.gif", out.getvalue())).content)) as drawn:
        assert getattr(drawn, "n_frames", 1) == 1


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize(
    "make",
    [
        photo,
        partial(photo, "a.heic", "HEIF"),
        partial(photo, "a.webp", "WEBP"),
        voice,
        partial(voice, "a.m4a", "mp4", "aac"),
    ],
    ids=["jpg", "heic", "webp", "webm", "m4a"],
)
def test_half_a_file_is_made_or_refused_in_words(make, part):
    whole = make()
    content = whole.read()
    half = SimpleUploadedFile(whole.name, content[: int(part * len(content))])
    assert outcome(half) in {"made", "We kunnen deze foto niet openen.", *NO_VOICE}


def test_a_bomb_of_pixels_is_not_unpacked():
    out = BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    assert len(out.getvalue()) < MOST["photo"]
    assert sentence(paper("bom.png", out.getvalue())).startswith("Deze foto is te groot.")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/brief.pdf", "brief.pdf"),
        ("brief\u202efdp.pdf", "brieffdp.pdf"),
        ("brief\r\nSet-Cookie: x.pdf", "briefSet-Cookie: x.pdf"),
        (".pdf.pdf", "pdf.pdf"),
        ("b" * 300 + ".pdf", "b" * 150 + ".pdf"),
    ],
)
def test_a_name_is_one_short_line(name, shown):
    upload = paper("x.pdf", b"%PDF-1.7")
    upload._name = name
    assert made_of(upload).name == shown


def test_the_program_that_reads_strangers_files_may_use_little(tmp_path):
    """A file that asks for more memory than there is gets nothing."""
    greedy = "import runpy, sys\n"
    greedy += f"main = runpy.run_path({redraw.__file__!r})['main']\n"
    greedy += "main.__globals__['photo'] = lambda data: bytearray(2 << 30)\nmain('photo')"
    done = subprocess.run(
        [sys.executable, "-c", greedy], input=b"", capture_output=True, check=True
    )
    assert json.loads(done.stdout) == {"unfit": "unreadable", "lengths": []}
