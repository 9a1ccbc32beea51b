"""Static files as they go out: hashed, compressed, and all style sheets in one.

``app.css`` is a table of contents, good to read and slow to load: each sheet would be a request of
its own, compressed by itself. ``collectstatic`` puts them in its place.
"""

import re
from pathlib import Path

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

CONTENTS = "css/app.css"
IMPORT = re.compile(r'^@import url\("([^"]+)"\)(?: layer\((\w+)\))?(?: (\w+))?;$', re.MULTILINE)


class StaticFiles(CompressedManifestStaticFilesStorage):
    def post_process(self, paths, dry_run=False, **options):
        if CONTENTS in paths and not dry_run:
            sheet = one_sheet(*paths[CONTENTS])
            self.delete(CONTENTS)
            self.save(CONTENTS, ContentFile(sheet))
            paths[CONTENTS] = (self, CONTENTS)
        yield from super().post_process(paths, dry_run, **options)


def one_sheet(storage, path):
    """The sheet at ``path`` with what it imports where it imports it, in layer and medium."""
    folder = Path(path).parent

    def inlined(found):
        name, layer, medium = found.groups()
        with storage.open(str(folder / name)) as sheet:
            text = sheet.read().decode()
        text = f"@layer {layer} {{\n{text}}}" if layer else text
        return f"@media {medium} {{\n{text}}}" if medium else text

    with storage.open(path) as contents:
        return IMPORT.sub(inlined, contents.read().decode())
