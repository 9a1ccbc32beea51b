import unicodedata

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.accounts.codes import LENGTH, TRIES, SentCode
from community.accounts.phone import mobile

TOO_OFTEN = _("Wait 10 minutes. Or call us, then we help you at once.")


class SignInForm(forms.Form):
    """Asks where to send the code; the address may be new to us."""

    where = forms.CharField(
        label=_("Your e-mail address or mobile number"),
        help_text=_("Other parents and the school do not see this."),
        max_length=254,
        error_messages={"required": _("Fill in your e-mail address or your mobile number.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "dir": "ltr"}
        ),
    )

    def clean_where(self):
        where = self.cleaned_data["where"].strip().lower()
        if "@" not in where and not any(letter.isalpha() for letter in where):
            return mobile(where)
        try:
            validate_email(where)
        except ValidationError:
            raise ValidationError(
                _("This e-mail address is not right. It needs an @ and a dot.")
            ) from None
        return where


class CodeInput(forms.TextInput):
    """One box for all six digits: phones can fill it in and people can paste."""

    template_name = "account/_code_input.html"


class CodeForm(forms.Form):
    """Compares a typed code with the one under way.

    Checking counts a try; after the third, or too late, the next code goes out at once.
    """

    code = forms.CharField(
        label=_("Code of 6 digits"),
        max_length=40,
        error_messages={"required": _("Fill in the code of 6 digits.")},
        widget=CodeInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "autofocus": True,
                "dir": "ltr",
            }
        ),
    )

    def __init__(self, data=None, *, request, sent):
        super().__init__(data)
        self.request = request
        self.sent = sent

    def clean_code(self):
        digits = self._digits()
        if self.sent.is_old:
            raise self._replaced(_("This code is too old. We send you a new one."))
        if not TRIES.take(self.sent.seal):
            raise self._replaced(_("The code was wrong 3 times. We send you a new one."))
        if not self.sent.fits(digits):
            raise ValidationError(self._look_again(_("This is not the code.")))
        return digits

    def _digits(self):
        """The digits alone, also from an Arabic keyboard; spaces and dashes do not matter."""
        typed = [c for c in self.cleaned_data["code"] if c not in "-–." and not c.isspace()]
        digits = "".join(str(unicodedata.digit(c, "?")) for c in typed)
        missing = LENGTH - len(digits)
        if "?" in digits or missing < 0:
            raise ValidationError(_("The code has 6 digits and nothing else."))
        if missing:
            sentence = ngettext(
                "The code misses a digit.", "The code misses %(count)d digits.", missing
            )
            raise ValidationError(self._look_again(sentence % {"count": missing}))
        return digits

    def _look_again(self, sentence):
        mail, text = _("Look once more in your mail."), _("Look once more in the text message.")
        return f"{sentence} {mail if self.sent.by_mail else text}"

    def _replaced(self, sentence):
        new = SentCode.send(self.request, self.sent.to)
        self.sent = new or self.sent
        return ValidationError(sentence if new else TOO_OFTEN)


class PasskeyForm(AddWebAuthnForm):
    """allauth also makes keys that only count beside a password; ours sign in by themselves."""

    passwordless = forms.BooleanField(initial=True, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("A name, so that you know it again"), max_length=60, required=False
    )

    def clean(self):
        """allauth lets some answers that no device would give end in an error 500."""
        try:
            return super().clean()
        except (ValueError, KeyError, AttributeError):
            raise ValidationError(_("That did not work. Try it again, or use a code.")) from None


class PasskeyNameForm(EditWebAuthnForm):
    name = forms.CharField(
        label=_("A name, so that you know it again"),
        max_length=60,
        error_messages={"required": _("Fill in a name.")},
    )
