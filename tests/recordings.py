"""Files as telephones make them, drawn and spoken here."""

import math
from array import array
from io import BytesIO

import av
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pillow_heif import register_heif_opener

SECRET = "Geheim van thuis"
GPS, MODEL, ORIENTATION, SIDEWAYS = 0x8825, 0x0110, 0x0112, 6


def photo(name="foto.jpg", kind="JPEG", size=(80, 60), colour="red"):
    """A photo that says where it was taken and with what, lying on its side."""
    register_heif_opener()
    exif = Image.Exif()
    exif[MODEL] = SECRET
    exif[ORIENTATION] = SIDEWAYS
    exif.get_ifd(GPS)[1] = "N"
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, kind, exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def voice(name="opname.webm", kind="webm", codec="libopus", seconds=2, loud=12_000):
    """A tone of ``seconds``, with a title in it."""
    out, rate = BytesIO(), 48_000
    with av.open(out, "w", format=kind) as file:
        file.metadata["title"] = SECRET
        stream = file.add_stream(codec, rate=rate, layout="mono")
        resampler = av.AudioResampler(stream.format.name, "mono", rate)
        for second in range(seconds):
            frame = av.AudioFrame("s16", "mono", rate)
            frame.rate, frame.pts = rate, second * rate
            tone = array("h", (int(loud * math.sin(n / 17)) for n in range(rate)))
            frame.planes[0].update(tone.tobytes().ljust(frame.planes[0].buffer_size, b"\0"))
            for each in resampler.resample(frame):
                file.mux(stream.encode(each))
        file.mux(stream.encode(None))
    return SimpleUploadedFile(name, out.getvalue(), "audio/webm")


def film(name="film.webm", seconds=2):
    """A picture that changes colour, five times a second."""
    out = BytesIO()
    with av.open(out, "w", format="webm") as file:
        stream = file.add_stream("libvpx", rate=5)
        stream.width, stream.height = 160, 90
        for n in range(5 * seconds):
            picture = Image.new("RGB", (160, 90), (25 * n % 256, 90, 160))
            file.mux(stream.encode(av.VideoFrame.from_image(picture)))
        file.mux(stream.encode(None))
    return SimpleUploadedFile(name, out.getvalue(), "video/webm")
