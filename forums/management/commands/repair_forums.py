from django.core.management.base import BaseCommand

from forums.repair import repair


class Command(BaseCommand):
    help = "Derive the counters of conversations from their posts again; says what was wrong."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say it, change nothing")

    def handle(self, *, dry_run, **options):
        number = 0
        for topic, wrong in repair(write=not dry_run):
            number += len(wrong)
            for what, (stands, should) in wrong.items():
                self.stdout.write(f"{topic.pk}: {what} is {stands}, should be {should}")
        self.stdout.write(f"{number} differences{' left as they are' if dry_run else ' repaired'}")
