"""Forms to gather a class, to begin about a theme, and to go on with another school."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.people.first_names import first_name
from networks.models import Network, School
from networks.models.founding import AGREEMENTS
from networks.models.kind import Kind
from networks.models.life import Recognition

MOST_THEMES = 3  # that one person begins
MOST_GROUPS = 60  # in one school


class AliasField(forms.CharField):
    """The name under which somebody takes part in one network; empty is one's own."""

    def __init__(self, **options):
        super().__init__(
            label=_("Under which name do you take part?"),
            help_text=_("Your own first name is fine. Another name is fine too."),
            max_length=30,
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
            **options,
        )

    def to_python(self, value):
        typed = super().to_python(value)
        return first_name(typed) if typed else typed


def refuse_taken(network, alias, *, person):
    """Raises ``ValidationError`` when somebody else in ``network`` is called ``alias``."""
    others = network.memberships.current().exclude(user=person)
    if alias and others.called(alias).exists():
        raise ValidationError(_("Somebody here is called like that. Choose another name."))


class GroupForm(forms.Form):
    """The name of a class."""

    name = forms.CharField(
        label=_("Which class is it?"),
        help_text=_("For example: group 5b."),
        max_length=40,
        error_messages={"required": _("Write which class it is.")},
    )

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.network = network

    def clean(self):
        if self.network.class_groups.under_way().count() >= MOST_GROUPS:
            raise ValidationError(_("There are many groups already. Join one of them."))
        return super().clean()

    def begin(self, *, by):
        return self.network.begin_group(self.cleaned_data["name"], by=by)


class ThemeForm(forms.Form):
    """A name and a sentence that everybody may read, and one's own name inside."""

    name = forms.CharField(
        label=_("What is the theme?"),
        help_text=_("For example: dyslexia."),
        max_length=60,
        error_messages={"required": _("Write what the theme is.")},
    )
    about = forms.CharField(
        label=_("For whom is it? Say it in one sentence."),
        help_text=_("Everybody can read this. Name no school and no child."),
        max_length=200,
        error_messages={"required": _("Write for whom it is.")},
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    alias = AliasField()

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_name(self):
        name = self.cleaned_data["name"]
        if there := Network.objects.themes().filter(name__iexact=name).first():
            self.there = there
            raise ValidationError(_("There is a network about this already. Join them."))
        return name

    def clean(self):
        begun = Network.objects.themes().filter(
            memberships__user=self.person, memberships__started=True
        )
        if begun.count() >= MOST_THEMES:
            raise ValidationError(_("You began three networks already. Hand one over first."))
        return super().clean()

    def begin(self):
        rules = "\n".join(str(line) for line in AGREEMENTS)
        facts = {"kind": Kind.THEME, "recognition": Recognition.UNAFFILIATED, "rules": rules}
        return Network.objects.start(**self.cleaned_data, **facts, by=self.person)


class ShareForm(forms.Form):
    """One more school, chosen from the register."""

    school = forms.ModelChoiceField(
        queryset=School.objects.none(),
        to_field_name="code",
        error_messages={
            "required": _("Choose a school from the list."),
            "invalid_choice": _("We do not know this school. Choose a school from the list."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = School.objects.current().with_networks()

    def clean_school(self):
        school = self.cleaned_data["school"]
        if school.open_networks:
            raise ValidationError(
                _("%(name)s has a parents' network. Ask the parents there whether they join you."),
                params={"name": school.name},
            )
        return school
