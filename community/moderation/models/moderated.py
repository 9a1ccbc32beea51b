from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Moderated(models.Model):
    """Content that can be hidden and put back; who may is a rule in the app's ``rules.py``.

    Hiding keeps the row: its writer still sees it with the reason, everyone else sees that
    something was hidden. Subclasses that must do more extend ``_moderate``. What has a name in
    ``report_as`` can be reported; it knows its ``network``, its ``writer_key``, ``is_by``, whether
    it ``is_shown``, and for the case what is ``said`` and ``where`` it stands.
    """

    report_as = ""  # in the address of the form
    around = ()  # the ``Deed``s that touch the conversation it stands in
    speakers = frozenset()  # keys of who spoke there under their name

    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    hidden_reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_hidden_for_a_reason",
                condition=models.Q(hidden_at=None) | ~models.Q(hidden_reason=""),
            )
        ]

    @classmethod
    def called(cls, name):
        """The model that is reported under ``name``, or None."""
        kinds = (model for model in apps.get_models() if issubclass(model, cls))
        return next((model for model in kinds if name and model.report_as == name), None)

    @property
    def again_url(self):
        """Where its writer says it differently, with the old words at hand."""
        return self.get_absolute_url()

    @property
    def is_hidden(self):
        return self.hidden_at is not None

    def hide(self, reason, *, by):
        self._moderate(timezone.now(), by, reason)

    def restore(self, *, by):
        self._moderate(None, by, "")

    def let_through(self, *, by):
        """Show what was held before anybody read it."""
        self.restore(by=by)

    def calm(self, deed, *, by):
        """Do one of ``around``."""
        raise NotImplementedError

    def _moderate(self, at, by, reason):
        self.hidden_at, self.hidden_by, self.hidden_reason = at, by, reason
        self.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
