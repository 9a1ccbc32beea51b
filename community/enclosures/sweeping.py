"""Taking away what nobody can reach any more."""

from datetime import timedelta
from pathlib import PurePath

from django.utils import timezone

from community.enclosures.models import Folder

WAITS_FOR = timedelta(days=1)  # for the words it comes with


def sweep(model):
    """Delete rows that were never sent, and files of which no row of ``model`` knows any more."""
    before = timezone.now() - WAITS_FOR
    model.objects.unsent().filter(kept_at__lt=before).delete()
    rows = model.objects.values_list("content", "small").iterator()
    known = {PurePath(name).name for names in rows for name in names if name}
    shelf, place = Folder(), model._meta.label_lower
    for name in shelf.listdir(place)[1] if shelf.exists(place) else ():
        if name not in known and shelf.get_modified_time(f"{place}/{name}") < before:
            shelf.delete(f"{place}/{name}")
