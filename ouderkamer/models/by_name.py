"""An answer of a family without an account: somebody of us wrote it down, or it came by a link."""

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How an answer reached us when a parent did not give it in the app."""

    OWN = "", ""
    PHONE = "phone", _("On the telephone")
    GATE = "gate", _("At the gate")
    COFFEE = "coffee", _("At the coffee")
    LINK = "link", _("By a link")
    SMS = "sms", _("By text message")


class ByName(models.Model):
    name = models.CharField(
        max_length=40, blank=True, help_text="the first name of who has no account here"
    )
    channel = models.CharField(max_length=8, choices=Channel.choices, blank=True, editable=False)
    signed_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    once = models.UUIDField(null=True, unique=True, editable=False)
    code = models.CharField(max_length=8, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def slip_code(self):
        """The code as it is read out: H4F-92K."""
        return f"{self.code[:3]}-{self.code[3:]}".upper()

    @transaction.atomic
    def hand_to(self, user):
        """The family has an account now. Answered they already, then that is what counts, and
        this place is free."""
        if self.gathering.sign_ups.filter(person=user).exists():
            self.gathering.answer_again(self, "no", by=user)
            return
        self.person, self.name, self.code = user, "", ""
        self.save(update_fields=["person", "name", "code"])
