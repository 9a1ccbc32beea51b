from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compile the catalogues of all languages (.po to .mo); needs no system gettext."
    requires_system_checks = ()

    def handle(self, **options):
        for folder in map(Path, settings.LOCALE_PATHS):
            for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
                self._compile(source, source.with_suffix(".mo"))

    def _compile(self, source, target):
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))
            self.stdout.write(f"compiled {target.parent.parent.name}")
