from django.core.management.base import BaseCommand

from cms.portal import open_portal
from networks.models import School

WIDE = 30  # of the bar, in characters


class Command(BaseCommand):
    help = "Give all schools of a town their page, or all that have a network."

    def add_arguments(self, parser):
        parser.add_argument("--town", default="", help="a municipality, such as Amsterdam")
        parser.add_argument("--with-network", action="store_true", help="only those with a network")

    def handle(self, town, with_network, **options):
        # By name, as the folders of their files are kept: one in between moves all that follow.
        schools = School.objects.current().within(place=town).filter(portal=None).order_by("name")
        if with_network:
            schools = schools.filter(networks__isnull=False).distinct()
        total = schools.count()
        for done, school in enumerate(schools.iterator(), 1):
            open_portal(school, by=None)
            self._draw(done, total)
        self.stdout.write(
            f"\n{total} pages made." if total else "Every school has its page already."
        )

    def _draw(self, done, total):
        """On a terminal a bar that grows, elsewhere nothing: a log has no use for it."""
        if self.stderr.isatty():
            full = WIDE * done // total
            self.stderr.write(f"\r[{'#' * full}{'.' * (WIDE - full)}] {done}/{total}", ending="")
