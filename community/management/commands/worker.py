import signal
import time

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from community.schedule import chores

PAUSE = 1  # second between two looks at the queue


class Command(BaseCommand):
    help = "Do the background tasks and the chores of the schedule, until stopped."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="One round, for cron or a timer.")

    def handle(self, *, once, **options):
        self.stopping = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self.stopping:
            self._round()
            if once:
                break
            time.sleep(PAUSE)

    def _round(self):
        chores.run_due()
        if settings.REDIS_URL:  # embedded installations do their tasks at once
            self._tasks().run()

    def _tasks(self):
        return Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=PAUSE,
            batch=True,
            backend_name="background",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )

    def _stop(self, number, frame):
        self.stopping = True
