from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.people.first_names import first_name
from community.people.languages import SPOKEN

SHOWN_AT_ONCE = 8


class LanguageChoices(forms.CheckboxSelectMultiple):
    """Each language in its own script; the rarer ones behind "another language"."""

    template_name = "people/_language_choices.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        options = [option for _, group, _ in context["widget"]["optgroups"] for option in group]
        rare = options[SHOWN_AT_ONCE:]
        context["widget"] |= {
            "common": options[:SHOWN_AT_ONCE],
            "rare": rare,
            "rare_is_chosen": any(option["selected"] for option in rare),
        }
        return context


class ChoiceCards(forms.RadioSelect):
    """Radio cards of one size: an icon, the choice, and a line on what it means."""

    template_name = "people/_choice_cards.html"

    def __init__(self, *, icons=(), hints=()):
        self.icons, self.hints = dict(icons), dict(hints)
        super().__init__()

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        return {**option, "icon": self.icons.get(value), "hint": self.hints.get(value)}


class FirstNameField(forms.CharField):
    """Letters of any script; for every page that asks who somebody is."""

    def __init__(self, **options):
        super().__init__(
            label=_("Your first name"),
            max_length=40,
            error_messages={"required": _("Fill in your first name.")},
            widget=forms.TextInput(attrs={"autocomplete": "given-name", "dir": "auto"}),
            **options,
        )

    def to_python(self, value):
        typed = super().to_python(value)
        return first_name(typed) if typed else typed


class IntroductionForm(forms.Form):
    """What ``User.introduce`` asks."""

    first_name = FirstNameField(help_text=_("Parents see this name."))
    languages = forms.MultipleChoiceField(
        label=_("Which languages do you speak?"),
        help_text=_("You choose. We never ask which country you come from."),
        choices=[(language.code, language.native) for language in SPOKEN],
        required=False,
        widget=LanguageChoices,
    )
    shielded = forms.TypedChoiceField(
        label=_("Who may see your name?"),
        choices=[
            ("no", _("Parents in my network")),
            ("yes", _("Nobody: I want to be shielded")),
        ],
        coerce=lambda answer: answer == "yes",
        widget=ChoiceCards(
            icons={"no": "people", "yes": "lock"},
            hints={
                "no": _("They see your first name. The group only if you choose that."),
                "yes": _("They see: “A parent”. Nobody is told about this choice."),
            },
        ),
    )

    @classmethod
    def of(cls, person):
        shielded = "yes" if person.shielded else "no"
        facts = {"first_name": person.first_name, "languages": person.languages}
        return cls(initial={**facts, "shielded": shielded})


class ScreensForm(forms.Form):
    language = forms.ChoiceField(
        label=_("In which language do you read?"), choices=settings.LANGUAGES
    )
    theme = forms.ChoiceField(
        label=_("Light or dark?"), choices=User.Theme.choices, widget=ChoiceCards
    )

    @classmethod
    def of(cls, person):
        return cls(initial={"language": person.language, "theme": person.theme})
