from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.people.forms import FirstNameField, IntroductionForm
from networks.models import JoinRequest, Network, School
from networks.models.invitation import normal

GROUPS = range(1, 9)  # the years of a primary school
AGREEMENTS = (
    _("We talk kindly with each other, also when we do not agree."),
    _("We do not write down names of children."),
    _("We do not place photos of children."),
    _("What a parent tells here, we do not pass on."),
    _("We do not advertise here."),
    _("Does something go wrong? Then we tell a moderator."),
)


class CodeForm(forms.Form):
    """The code of a poster, typed over in capitals, with dashes or without."""

    code = forms.CharField(
        label=_("Which code is on the poster or in the letter?"),
        help_text=_("For example: 7m2k. Capitals and dashes do not matter."),
        max_length=40,
        error_messages={"required": _("Fill in the code of the poster or the letter.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean_code(self):
        code = normal(self.cleaned_data["code"])
        if not code:
            raise ValidationError(_("A code has letters and digits, for example 7m2k."))
        return code


class JoinForm(IntroductionForm):
    """Who are you? A newcomer answers all of it, somebody we know only for their children."""

    groups = forms.TypedMultipleChoiceField(
        label=_("In which group is your child?"),
        choices=[(number, number) for number in GROUPS],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    shows_groups = forms.BooleanField(label=_("Parents may see my groups"), required=False)
    field_order = ["first_name", "groups", "shows_groups", "languages", "shielded"]

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, initial={"shielded": "no"}, **kwargs)
        self.person = person
        if person.has_introduced_themselves:
            for name in IntroductionForm.base_fields:
                del self.fields[name]

    @transaction.atomic
    def join(self, invitation):
        """The membership, or None when the code has just run out; then nothing is kept."""
        answers = dict(self.cleaned_data)
        given = {name: answers.pop(name) for name in ("groups", "shows_groups")}
        membership = invitation.redeem(self.person, **given)
        if membership and answers:
            self.person.introduce(**answers)
        return membership


class AskForm(JoinForm):
    """Somebody without a code introduces themselves in one sentence."""

    words = forms.CharField(
        label=_("Who are you? Say it in one sentence."),
        help_text=_("For example: I am the mother of a child in group 4. Leave out its name."),
        max_length=200,
        error_messages={"required": _("Write in one sentence who you are.")},
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    shows_groups = None
    field_order = ["first_name", "words", "groups", "languages", "shielded"]

    def ask(self, network, invitation=None):
        """The request, or None with the reason among the errors."""
        answers = dict(self.cleaned_data)
        asked = {name: answers.pop(name) for name in ("words", "groups")}
        try:
            request = JoinRequest.objects.ask(
                network, **asked, invitation=invitation, by=self.person
            )
        except ValidationError as reason:
            self.add_error(None, reason)
            return None
        if answers:
            self.person.introduce(**answers)
        return request


class SchoolForm(forms.Form):
    """The choice out of the list; what is typed to find it stays in the address."""

    school = forms.ModelChoiceField(
        queryset=School.objects.none(),
        to_field_name="code",
        error_messages={
            "required": _("Choose a school from the list."),
            "invalid_choice": _(
                "We do not know this school. Is the name right? Or choose a school from the list."
            ),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = School.objects.current().prefetch_related("networks")


class StartForm(forms.Form):
    """Name and agreements of a new network, and the starter's own name when we lack it."""

    first_name = FirstNameField(help_text=_("Other parents see only your first name."))
    name = forms.CharField(
        label=_("What is your network called?"),
        max_length=80,
        error_messages={"required": _("Fill in a name for the network.")},
    )
    rules = forms.CharField(
        label=_("Our agreements"),
        help_text=_("One on each line. You can change them, or leave them as they are."),
        max_length=2000,
        error_messages={"required": _("Write at least one agreement.")},
        widget=forms.Textarea(attrs={"rows": 9}),
    )

    def __init__(self, *args, school, person, **kwargs):
        given = {"name": school.name[:80], "rules": "\n".join(str(line) for line in AGREEMENTS)}
        super().__init__(*args, initial=given, **kwargs)
        self.school, self.person = school, person
        if person.has_introduced_themselves:
            del self.fields["first_name"]

    @transaction.atomic
    def start(self):
        answers = dict(self.cleaned_data)
        if first_name := answers.pop("first_name", ""):
            self.person.introduce(
                first_name=first_name, languages=self.person.languages, shielded=False
            )
        return Network.objects.start_once(school=self.school, by=self.person, **answers)
