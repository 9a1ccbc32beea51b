"""What is sent along with words: photos, voice messages and papers, in a folder of their own.

The apps that have words keep the rows, with who sees them; here is what all rows have in common.
"""

from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.access import Visible

BRINGS = {"photo": _("A photo"), "voice": _("A voice message"), "paper": _("A file")}


class Folder(FileSystemStorage):
    """Where ``DATA_DIR`` is now. It has no address: only a view that asked hands something out."""

    base_url = None

    @property
    def base_location(self):
        return settings.DATA_DIR / "enclosures"

    @property
    def location(self):
        return str(self.base_location)


def drawer(row, name):
    """A name that nobody can guess, in the folder of the rows of one kind."""
    return f"{row._meta.label_lower}/{uuid4().hex}.{name.rpartition('.')[2]}"


class KeptQuerySet(Visible):
    def unsent(self):
        """Kept before the words it comes with were accepted."""
        return self.exclude(owner=None)

    def keep(self, made, *, by):
        """A row for what the workshop ``made``; it waits for the words of ``by``."""
        row = self.model(owner=by, kind=made.kind, name=made.name, facts=made.facts)
        row.size = len(made.content)
        row.content.save(f"x.{made.end}", ContentFile(made.content), save=False)
        if made.small:
            row.small.save(f"x.{made.end}", ContentFile(made.small), save=False)
        row.save()
        return row

    def send(self, enclosures, **words):
        """They belong to ``words`` from now on, and no longer to anybody."""
        waiting = self.unsent().filter(pk__in=[each.pk for each in enclosures])
        waiting.update(owner=None, **words)


def sent_or_waiting(words, *, name):
    """The constraint that a row is its owner's, or has ``words``."""
    waits = models.Q(**{words: None}, owner__isnull=False)
    return models.CheckConstraint(
        name=name, condition=waits | models.Q(**{f"{words}__isnull": False}, owner=None)
    )


class Kept(models.Model):
    """One file. Until it belongs to words it is only its owner's, see ``owner``."""

    class Kind(models.TextChoices):
        PHOTO = "photo"
        VOICE = "voice"
        PAPER = "paper"

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, editable=False, related_name="+"
    )  # who waits with it; nobody once it was sent, because words know their writer themselves
    kind = models.CharField(max_length=5, choices=Kind.choices)
    name = models.CharField(max_length=160)
    content = models.FileField(storage=Folder, upload_to=drawer)
    small = models.FileField(storage=Folder, upload_to=drawer, blank=True)
    facts = models.JSONField(default=dict)  # of a photo its size, of a voice its seconds and bars
    size = models.PositiveIntegerField(default=0)  # bytes
    text = models.TextField(max_length=2000, blank=True)  # what is heard, in words
    text_asked_at = models.DateTimeField(null=True, editable=False)
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name
