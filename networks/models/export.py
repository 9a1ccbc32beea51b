from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import get_random_string
from django_tasks import task

from community.access import Visible
from community.activity.recording import record
from networks.archive import pack, sheets_of
from networks.models.membership import Membership
from networks.models.network import Network

KEPT = timedelta(days=7)
PATIENCE = timedelta(hours=1)  # a worker that takes longer has died
STEP = 200  # rows between two looks at the progress bar


def folder():
    """Beside the database, never below ``MEDIA_ROOT``: these files have no address."""
    place = Path(settings.DATA_DIR) / "exports"
    place.mkdir(mode=0o700, exist_ok=True)
    return place


def random_name():
    return get_random_string(40)


class ExportQuerySet(Visible):
    def seen_by(self, user):
        """Those of networks one moderates. Staff see their own: in others stands what is
        said among parents only."""
        moderated = Membership.objects.current().filter(user=user, moderates=True)
        as_parent = moderated.filter(kind=Membership.Kind.PARENT).values("network")
        own = models.Q(asked_by=user, network__in=moderated.values("network"))
        return self.filter(own | models.Q(network__in=as_parent))

    def running(self):
        return self.filter(ready_at=None, failed_at=None)

    def downloadable(self):
        return self.filter(ready_at__gt=timezone.now() - KEPT)

    @transaction.atomic
    def ask(self, network, *, by):
        """Begin to pack; whoever presses twice gets the one that is being made."""
        Network.objects.select_for_update().get(pk=network.pk)
        if running := self.running().filter(network=network, asked_by=by).first():
            return running
        export = self.create(network=network, asked_by=by)
        transaction.on_commit(lambda: make.enqueue(export.pk), robust=True)
        return export

    def sweep(self):
        """Give up what a worker left lying, and throw away every file past its days."""
        self.running().filter(asked_at__lt=timezone.now() - PATIENCE).update(
            failed_at=timezone.now()
        )
        kept = {export.file.name for export in self.downloadable()}
        kept |= {export.half_file.name for export in self.running()}
        for path in folder().iterdir():
            if path.name not in kept:
                path.unlink(missing_ok=True)


class Export(models.Model):
    """All that the members of a network see, packed for a moderator to take along."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="exports")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    name = models.CharField(max_length=40, unique=True, default=random_name, editable=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="networks_export_ready_or_failed",
                condition=models.Q(ready_at=None) | models.Q(failed_at=None),
            )
        ]

    def __str__(self):
        return f"{self.network} · {self.asked_at:%Y-%m-%d}"

    def get_absolute_url(self):
        return reverse("networks:exports", args=[self.network.slug])

    @property
    def file(self):
        return folder() / f"{self.name}.zip"

    @property
    def half_file(self):
        return folder() / f"{self.name}.half"

    @property
    def shown_name(self):
        """What the file is called on the computer of who downloads it."""
        return f"{self.network.slug}-{timezone.localdate(self.ready_at):%Y-%m-%d}.zip"

    @property
    def is_running(self):
        return self.ready_at is None and self.failed_at is None

    @property
    def is_downloadable(self):
        return self.ready_at is not None and self.ready_at > timezone.now() - KEPT

    @property
    def kept_until(self):
        return self.ready_at + KEPT

    def make(self):
        """Pack what ``asked_by`` sees now; a file appears only once it is whole.

        In the language of the place, so that it does not matter who asked.
        """
        try:
            with translation.override(settings.LANGUAGE_CODE):
                self._pack()
        except Exception:
            self.half_file.unlink(missing_ok=True)
            self._set(failed_at=timezone.now())
            raise
        self._finish()

    def _pack(self):
        sheets = sheets_of(self.network, self.asked_by)
        self._set(done=0, total=sum(sheet.number for sheet in sheets))
        with self.half_file.open("wb") as file:
            pack(file, sheets, tell=self._tell)
        self.half_file.replace(self.file)

    def _tell(self, done):
        if done % STEP == 0:
            self._set(done=min(done, self.total))

    @transaction.atomic
    def _finish(self):
        self._set(done=self.total, ready_at=timezone.now())
        record("networks.exported", by=self.asked_by, about=self, network=self.network)

    def _set(self, **fields):
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))


@task(backend="background")
def make(export_id):
    """Nothing for who does not moderate any more by the time the worker comes to it."""
    export = Export.objects.running().filter(pk=export_id).first()
    if export and export.asked_by and Export.objects.visible_to(export.asked_by).contains(export):
        export.make()
