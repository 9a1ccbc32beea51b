from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.people.forms import ChoiceCards, FirstNameField, IntroductionForm
from networks.kinds import AliasField, refuse_taken
from networks.models import JoinRequest, Move, School
from networks.models.invitation import normal

GROUPS = range(1, 9)  # the years of a primary school


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
    alias = AliasField()
    field_order = ["first_name", "alias", "groups", "shows_groups", "languages", "shielded"]
    OF_SCHOOLS, OF_THEMES = ("groups", "shows_groups"), ("alias",)

    def __init__(self, *args, person, network, **kwargs):
        super().__init__(*args, initial={"shielded": "no"}, **kwargs)
        self.person, self.network = person, network
        known = list(IntroductionForm.base_fields) if person.has_introduced_themselves else []
        for name in (*known, *(self.OF_SCHOOLS if network.is_theme else self.OF_THEMES)):
            self.fields.pop(name, None)

    def clean_alias(self):
        alias = self.cleaned_data["alias"]
        refuse_taken(self.network, alias, person=self.person)
        return alias

    @transaction.atomic
    def join(self, invitation):
        """The membership, or None when the code has just run out; then nothing is kept."""
        answers = dict(self.cleaned_data)
        about_here = (*self.OF_SCHOOLS, *self.OF_THEMES)
        given = {name: answers.pop(name) for name in about_here if name in answers}
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
    field_order = ["first_name", "alias", "words", "groups", "languages", "shielded"]

    def ask(self, invitation=None):
        """The request, or None with the reason among the errors."""
        answers = dict(self.cleaned_data)
        about_here = ("words", *self.OF_SCHOOLS, *self.OF_THEMES)
        asked = {name: answers.pop(name) for name in about_here if name in answers}
        try:
            request = JoinRequest.objects.ask(
                self.network, **asked, invitation=invitation, by=self.person
            )
        except ValidationError as reason:
            self.add_error(None, reason)
            return None
        if answers:
            self.person.introduce(**answers)
        return request


class ExceptionForm(forms.Form):
    """What the new school year does to one parent."""

    choice = forms.ChoiceField(
        label=_("What happens with this parent?"),
        choices=Move.Choice.choices,
        widget=ChoiceCards(),
    )
    groups = forms.TypedMultipleChoiceField(
        label=_("Which groups?"),
        choices=[(number, number) for number in GROUPS],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, move, **kwargs):
        shown = move.groups_after if move.membership.shows_groups else []
        planned = {"choice": move.choice, "groups": shown}
        super().__init__(*args, initial=planned, **kwargs)

    def clean(self):
        if self.cleaned_data.get("choice") == Move.Choice.OTHER and not (
            self.cleaned_data.get("groups")
        ):
            self.add_error("groups", _("Choose at least one group."))


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
        self.fields["school"].queryset = School.objects.current().with_networks()


class AcceptForm(forms.Form):
    """A yes to beginning together, with a first name from who has not given one yet."""

    use_required_attribute = False

    first_name = FirstNameField(help_text=_("Other parents see only your first name."))

    def __init__(self, *args, person, asked, **kwargs):
        super().__init__(*args, initial={"first_name": asked.name}, **kwargs)
        self.person, self.asked = person, asked
        if person.has_introduced_themselves:
            del self.fields["first_name"]

    @transaction.atomic
    def accept(self):
        if first_name := self.cleaned_data.get("first_name"):
            self.person.introduce(
                first_name=first_name, languages=self.person.languages, shielded=False
            )
        self.asked.accept(by=self.person)


class QuestionForm(forms.Form):
    """Words from a parent outside to those who began the network of the same school."""

    text = forms.CharField(
        label=_("What do you want to tell or ask?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what you want to tell or ask.")},
    )
