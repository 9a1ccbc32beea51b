from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from cms.portal import open_portal
from networks.models import School


class Command(BaseCommand):
    help = "Give a school its page on this site, and people who may write on it."

    def add_arguments(self, parser):
        parser.add_argument("code", help="the school's code in the register, such as 04QZ00")
        parser.add_argument("--editor", action="append", default=[], help="an e-mail address")
        parser.add_argument(
            "--writer", action="append", default=[], help="somebody whose pages an editor publishes"
        )

    def handle(self, code, editor, writer, **options):
        school = School.objects.filter(code__iexact=code).first()
        if school is None:
            raise CommandError(f"There is no school with code {code}.")
        arrive = get_user_model().objects.arrive
        editors = [arrive(email=address) for address in editor]
        writers = [arrive(email=address) for address in writer]
        page = open_portal(school, by=None, editors=editors, writers=writers)
        self.stdout.write(f"{school.name}: {page.address}")
