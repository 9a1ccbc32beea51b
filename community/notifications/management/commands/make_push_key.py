from django.core.management.base import BaseCommand, CommandError
from py_vapid import Vapid02

from community.notifications.push import key_file


class Command(BaseCommand):
    help = "Make the key by which makers of browsers know this site: it switches push on."

    def handle(self, **options):
        path = key_file()
        if path.exists():
            raise CommandError(f"{path} is there already. A new key would silence every phone.")
        key = Vapid02()
        key.generate_keys()
        path.touch(mode=0o600)
        path.write_bytes(key.private_pem())
        self.stdout.write(f"Push is on; the key is in {path}. Keep it with your backups.")
