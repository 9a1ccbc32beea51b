from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from community.activity.recording import record


class OfKind(models.Model):
    """What somebody began a conversation for, and what became of it where it was a proposal."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("Ask something")
        TALK = "talk", _("Tell something")
        PROPOSAL = "proposal", _("Propose something")
        SCHOOL = "school", _("Ask the school")
        ANNOUNCEMENT = "announce", _("Tell everybody something")

    class Outcome(models.TextChoices):
        """What became of a proposal."""

        DOING = "doing", _("We do this")
        DONE = "done", _("Done")
        NOT = "not", _("We do not do this")

    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.TALK)
    outcome = models.CharField(_("what becomes of it"), max_length=5, choices=Outcome, blank=True)
    outcome_line = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def is_question(self):
        return self.kind == self.Kind.QUESTION

    @property
    def is_for_school(self):
        return self.kind == self.Kind.SCHOOL

    @property
    def is_proposal(self):
        return self.kind == self.Kind.PROPOSAL

    @transaction.atomic
    def decide(self, outcome, line, *, by):
        """Say what becomes of a proposal, and why; whoever made or liked it hears."""
        self.outcome, self.outcome_line = outcome, line
        self.save(update_fields=["outcome", "outcome_line"])
        record("forums.proposal_decided", by=by, about=self, network=self.network)
