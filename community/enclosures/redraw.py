"""Draws a photo anew, or says a voice message again, in a process of its own.

Run as a program with ``photo`` or ``voice``: the file comes in at stdin; what goes out is one line
of JSON with the facts and the lengths of the parts, and then the parts. Nothing of the file itself
gets through: no place where it was made, no name of a phone, no code. Of a file that is not fit the
line says why: ``{"unfit": "too_long"}``.

It is the only place where bytes of strangers are decoded, so it may use little memory and time.
"""

import json
import resource
import sys
from array import array
from io import BytesIO

import av
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

MEMORY, SECONDS = 1 << 30, 20  # of processor time
PIXELS = 50_000_000
LARGE, SMALL = 1600, 640  # pixels on the longest side
LONGEST = 120  # seconds of a voice message
RATE, BITS = 24_000, 48_000  # samples and bits per second
BARS = 44  # of the little picture of a voice


class UnfitError(Exception):
    """``args[0]`` says why: unreadable, too_large, too_long or silent."""


def photo(data):
    register_heif_opener()
    Image.MAX_IMAGE_PIXELS = None  # it would only warn; we look before anything is unpacked
    with Image.open(BytesIO(data), formats=["JPEG", "PNG", "WEBP", "GIF", "HEIF"]) as image:
        if image.width * image.height > PIXELS:
            raise UnfitError("too_large")
        image.draft("RGB", (LARGE, LARGE))
        upright = ImageOps.exif_transpose(image)
        flat = Image.new("RGB", upright.size, "white")
        flat.paste(upright, mask=upright if upright.has_transparency_data else None)
    flat.thumbnail((LARGE, LARGE))
    facts = {"width": flat.width, "height": flat.height}
    large = _webp(flat)
    flat.thumbnail((SMALL, SMALL))
    return facts, [large, _webp(flat)]


def _webp(image):
    out = BytesIO()
    image.save(out, "WEBP", quality=80)
    return out.getvalue()


def voice(data):
    samples, out = array("h"), BytesIO()
    with av.open(BytesIO(data), format=_container(data)) as source:
        if not source.streams.audio:
            raise UnfitError("silent")
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        for heard in source.decode(source.streams.audio[0]):
            for frame in resampler.resample(heard):
                samples.frombytes(bytes(frame.planes[0])[: frame.samples * 2])
            if len(samples) > (LONGEST + 1) * RATE:
                raise UnfitError("too_long")
    if len(samples) < RATE // 4:
        raise UnfitError("silent")
    with av.open(out, "w", format="mp3") as target:
        stream = target.add_stream("libmp3lame", rate=RATE, layout="mono")
        stream.bit_rate = BITS
        for start in range(0, len(samples), RATE):
            part = samples[start : start + RATE]
            frame = av.AudioFrame(format="s16", layout="mono", samples=len(part))
            frame.rate, frame.pts = RATE, start
            frame.planes[0].update(part.tobytes().ljust(frame.planes[0].buffer_size, b"\0"))
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return {"seconds": round(len(samples) / RATE), "bars": _bars(samples)}, [out.getvalue()]


def _container(data):
    """By its first bytes, so that no file chooses a reader that opens other files."""
    starts = {b"\x1aE\xdf\xa3": "matroska", b"OggS": "ogg", b"ID3": "mp3", b"RIFF": "wav"}
    for start, name in starts.items():
        if data.startswith(start):
            return name
    if data[4:8] == b"ftyp":
        return "mov"
    if data[:1] == b"\xff" and data[1:2] >= b"\xe0":
        return "aac" if data[1] & 0x06 == 0 else "mp3"
    raise UnfitError("unreadable")


def _bars(samples):
    """How loud it is, from 0 to 100, in ``BARS`` steps."""
    step = max(len(samples) // BARS, 1)
    loud = [max(map(abs, samples[n * step : (n + 1) * step : 8]), default=0) for n in range(BARS)]
    most = max(*loud, 1)
    return [round(100 * each / most) for each in loud]


def main(kind):
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        facts, parts = {"photo": photo, "voice": voice}[kind](sys.stdin.buffer.read())
    except UnfitError as unfit:
        facts, parts = {"unfit": unfit.args[0]}, []
    except Exception:  # decoders raise whatever their authors thought of
        facts, parts = {"unfit": "unreadable"}, []
    line = json.dumps({**facts, "lengths": [len(part) for part in parts]})
    sys.stdout.buffer.write(line.encode() + b"\n" + b"".join(parts))


if __name__ == "__main__":
    main(sys.argv[1])
