"""Deeds of several people at one moment, each with a connection of its own."""

from threading import Barrier, Thread

from django.core.exceptions import ValidationError
from django.db import connection


def at_one_moment(*deeds):
    """Do each in a thread; what each gave, or the code of what refused it, in no order."""
    together, results = Barrier(len(deeds)), []

    def do(deed):
        together.wait()
        try:
            results.append(deed())
        except ValidationError as refusal:
            results.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=do, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
