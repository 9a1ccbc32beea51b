from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from community.demo import loading
from community.demo.views import SHOWN
from networks.models import School

SCHOOLS = Path(settings.BASE_DIR) / "networks" / "data" / "schools-amsterdam-2024-11.csv"
PUBLISHED = "2024-11-22"


class Command(BaseCommand):
    help = "Make this a demo: tables, catalogues, the schools of Amsterdam, invented people."
    requires_system_checks = ()

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("This fills a site with invented people; it needs DEMO=1.")
        call_command("compile_catalogues")
        if self._has_something_to_migrate():
            self.stdout.write("Making the tables (half a minute, once).")
            call_command("migrate", verbosity=0)
        if not School.objects.exists():
            call_command("import_schools", SCHOOLS, "--date", PUBLISHED)
        if not loading.is_loaded():
            self.stdout.write("Inviting the demo people.")
            loading.load()
        self.stdout.write(f"Demo people, at /demo/: {', '.join(SHOWN)} (@voorbeeld.test)")

    def _has_something_to_migrate(self):
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
