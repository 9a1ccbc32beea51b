"""What allauth asks of us: where it may send people, what it may say, how keys are named."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from community.accounts.devices import device_name
from community.accounts.screens import remember_language
from community.mail.outgoing import send_letter


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """People arrive through the code (``UserManager.arrive``), not by allauth's form."""
        return False

    def is_safe_url(self, url):
        """Paths of this site and nothing else; allauth's rule also trusts whole hosts."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_login_stages(self):
        """None: a passkey is another way in, never a second lock.

        Who loses the phone with the passkey on it would otherwise be locked out for good.
        """
        return []

    def post_login(self, request, user, **facts):
        """The screens speak the language of the account, on every new device."""
        response = super().post_login(request, user, **facts)
        remember_language(response, user.language)
        return response

    def add_message(self, request, level, *args, message=None, **kwargs):
        """Only our own sentences about what went wrong; our pages say what went well."""
        if message is not None and level == messages.ERROR:
            messages.error(request, message)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Tell somebody that a passkey was added or removed: perhaps it was somebody else."""
        if user.email:
            name = template_prefix.rsplit("/", 1)[-1]
            send_letter(f"account/{name}", to=user.email, language=user.language)


class PasskeyAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("We do not know this passkey. Sign in with a code."),
    }

    def generate_authenticator_name(self, user, type):  # noqa: A002 (allauth's name)
        return device_name(self.request.headers.get("User-Agent", ""))

    def get_public_key_credential_rp_entity(self):
        return {**super().get_public_key_credential_rp_entity(), "name": "Oudernetwerk"}

    def get_public_key_credential_user_entity(self, user):
        """What the phone shows in its list of passkeys, to its owner only."""
        return {
            **super().get_public_key_credential_user_entity(user),
            "name": user.address,
            "display_name": user.first_name or user.address,
        }
