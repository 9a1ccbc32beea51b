"""The secret in an address that a program fetches for somebody: programs cannot sign in."""

from secrets import token_urlsafe

from django.db import models
from django.utils import timezone

from community.access import Visible

TOKEN_BYTES = 24  # 192 bits: guessing is not a plan


class SecretAddressQuerySet(Visible):
    def seen_by(self, user):
        return self.filter(person=user)

    def that_open(self, token):
        """The key with this secret, while its person may still sign in."""
        return self.filter(token=token, person__is_active=True).select_related("person")

    def renew(self, *, by):
        """A new secret address for ``by``; the old one stops working at once."""
        key, _made = self.update_or_create(
            person=by, defaults={"token": token_urlsafe(TOKEN_BYTES), "made_at": timezone.now()}
        )
        return key


class SecretAddress(models.Model):
    """One for each ``person``, whom the model that inherits this names."""

    token = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    objects = SecretAddressQuerySet.as_manager()

    class Meta:
        abstract = True
