from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from community.accounts.devices import Device
from community.mail.bounces import revive


class UserManager(BaseUserManager):
    @classmethod
    def normalize_email(cls, email):
        """Lower case as a whole: two spellings of one address are one person."""
        return email.strip().lower() if email else None

    def arrive(self, *, email=None, mobile=None):
        """The person behind an address that was just proved; a newcomer gets an account."""
        where = {"email": self.normalize_email(email)} if email else {"mobile": mobile}
        new = {"language": get_language(), "password": make_password(None)}
        return self.get_or_create(**where, defaults=new)[0]

    def create_user(self, *, email=None, mobile=None, **fields):
        user = self.model(email=self.normalize_email(email), mobile=mobile, **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def make_operator(self, email):
        """Give the person behind ``email`` the keys of the site, and no password."""
        user = self.arrive(email=email)
        user.is_staff = user.is_superuser = True
        user.save(update_fields=["is_staff", "is_superuser"])
        return user

    def operators(self):
        """Those who run the site; they see no network from inside."""
        return self.filter(is_superuser=True, is_active=True)

    def mail_stopped(self, addresses):
        """Mail to these comes back; whoever is behind them reads it on the site."""
        self.filter(email__in=addresses).update(mail_fails=True)

    def language_at(self, address):
        """The language of the person who signs in with ``address``; None for a stranger."""
        where = models.Q(email=address) | models.Q(mobile=address)
        return self.filter(where).values_list("language", flat=True).first()

    def get_by_natural_key(self, email):
        return self.get(email=self.normalize_email(email))


class User(AbstractUser):
    """Somebody who can sign in, by e-mail or by mobile number; never a child.

    Parents give a first name only; a last name is for staff of a school.
    """

    class Theme(models.TextChoices):
        AUTO = "auto", _("As on my phone or computer")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    username = None
    email = models.EmailField(_("e-mail address"), unique=True, null=True, blank=True)
    mobile = models.CharField(_("mobile number"), max_length=16, unique=True, null=True, blank=True)
    first_name = models.CharField(_("first name"), max_length=40, blank=True)
    language = models.CharField(_("language of the screens"), max_length=8, default="nl")
    languages = models.JSONField(_("languages I speak"), default=list, blank=True)
    shielded = models.BooleanField(_("nobody sees my name"), default=False)
    theme = models.CharField(max_length=5, choices=Theme.choices, default=Theme.AUTO)
    mail_fails = models.BooleanField(default=False, editable=False)  # their address does not work
    # Whether there is somebody they do not meet: then, and only then, pages ask who.
    has_blocks = models.BooleanField(default=False, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = UserManager()

    class Meta(AbstractUser.Meta):
        constraints = [
            # Exact and lower case, so that no look-alike letter folds into somebody else's.
            models.CheckConstraint(
                name="accounts_email_in_lower_case",
                condition=models.Q(email=Lower("email")),
            ),
            models.CheckConstraint(
                name="accounts_somewhere_to_send_a_code",
                condition=models.Q(email__isnull=False)
                | models.Q(mobile__isnull=False)
                | models.Q(is_active=False),
            ),
        ]

    def __str__(self):
        return self.shown_name

    @property
    def shown_name(self):
        """What other people see; a shielded person is "A parent" everywhere."""
        if self.shielded or not self.first_name:
            return gettext("A parent")
        return self.get_full_name()

    @property
    def initials(self):
        """One or two letters for the avatar, "?" for who shows no name."""
        if self.shielded or not self.first_name:
            return "?"
        return "".join(word[0] for word in (self.first_name, self.last_name) if word).upper()

    @property
    def address(self):
        """Where codes go; for this person's own eyes."""
        return self.email or self.mobile

    @property
    def has_introduced_themselves(self):
        return bool(self.first_name) or self.shielded

    def introduce(self, *, first_name, languages, shielded):
        """Say who I am, which languages I speak, and whether others may know.

        Pages ask for the name each time they show it, so shielding works at once and backwards.
        """
        self.first_name = first_name
        self.languages = languages
        self.shielded = shielded
        self.save(update_fields=["first_name", "languages", "shielded"])

    def introduce_at_work(self, *, first_name, last_name):
        """Staff of a school are known by both their names, and never shielded."""
        self.first_name, self.last_name, self.shielded = first_name, last_name, False
        self.save(update_fields=["first_name", "last_name", "shielded"])

    def set_screens(self, *, language, theme):
        """Show the screens in this language, light or dark."""
        self.language = language
        self.theme = theme
        self.save(update_fields=["language", "theme"])

    def speak(self, language):
        """Show the screens in ``language`` from now on; an unknown code changes nothing."""
        if language in dict(settings.LANGUAGES):
            self.set_screens(language=language, theme=self.theme)

    def mail_arrives(self):
        """They proved it: a code that was mailed came back."""
        revive(self.email)
        if self.mail_fails:
            self.mail_fails = False
            self.save(update_fields=["mail_fails"])

    @transaction.atomic
    def erase(self):
        """Keep the row that others' talk hangs on, and nothing that says who it was."""
        Device.objects.end(by=self)
        self.authenticator_set.all().delete()
        self.groups.clear()
        self.email = self.mobile = None
        self.first_name = self.last_name = ""
        self.languages = []
        self.shielded = True
        self.is_active = self.is_staff = self.is_superuser = False
        self.save()
