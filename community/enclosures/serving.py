"""Handing out a kept file to who may see it; asked again for every piece of it."""

import re

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from community.enclosures.workshop import content_type

PIECE = re.compile(r"bytes=(\d+)-(\d*)")


def serve(request, kept, *, name, kind=None, download=False):
    """The file, or the piece a player asks for: telephones refuse sound that comes whole.

    ``kind`` is its content type; without one the end of the name it is kept under tells.
    """
    answer = _piece(request, kept) or FileResponse(kept.open())
    answer["Content-Type"] = kind or content_type(kept.name)
    answer["Content-Disposition"] = content_disposition_header(download, name)
    answer["Accept-Ranges"] = "bytes"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _piece(request, kept):
    asked = PIECE.fullmatch(request.headers.get("Range", ""))
    if not asked:
        return None
    start, end = int(asked[1]), min(int(asked[2] or kept.size), kept.size - 1)
    if start > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{kept.size}"})
    with kept.open() as file:
        file.seek(start)
        answer = HttpResponse(file.read(end + 1 - start), status=206)
    answer["Content-Range"] = f"bytes {start}-{end}/{kept.size}"
    return answer
