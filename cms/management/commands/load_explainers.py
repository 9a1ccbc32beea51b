from django.core.management.base import BaseCommand

from cms.explaining import load


class Command(BaseCommand):
    help = "Bring the explanations about school along as drafts: check the facts, then publish."

    def handle(self, **options):
        self.stdout.write(f"{load()} drafts made below /uitleg/.")
