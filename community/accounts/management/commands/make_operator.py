from django.core.management.base import BaseCommand

from community.accounts.models import User


class Command(BaseCommand):
    """``manage.py make_operator anna@example.org``, in place of ``createsuperuser``.

    There are no passwords: the operator signs in like everybody, with a code by e-mail.
    """

    help = "Give the person behind an e-mail address the keys of the whole site."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *args, email, **options):
        user = User.objects.make_operator(email)
        self.stdout.write(f"{user.email} runs this site now, and signs in with a code.")
