from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from community.people.forms import ChoiceCards
from networks.at_school import ContactForm
from networks.steps.step import Step


class SchoolSaysYes(ContactForm, Step):
    number, title, template = 4, _("The school says yes"), "networks/start_ask_school.html"

    with_school = forms.ChoiceField(
        label=_("Do you ask the school?"),
        choices=[("yes", _("Yes, we ask the school")), ("no", _("We begin without the school"))],
        error_messages={"required": _("Choose whether you ask the school.")},
        widget=ChoiceCards(
            hints={
                "yes": _("One person at school gets one letter with one button."),
                "no": _("By parents, for parents. You can ask the school later."),
            }
        ),
    )
    field_order = ["with_school", "name", "email"]

    def skipped(self):
        asks_nobody_new = self.asked and not (self.data.get("name") or self.data.get("email"))
        return ("name", "email") if asks_nobody_new or not self.chose("with_school", "yes") else ()

    def present(self):
        has_none = self.network.recognition in ("unaffiliated", "ended")
        return {"with_school": "no" if has_none else "yes"}

    @cached_property
    def asked(self):
        return list(self.network.school_requests.order_by("pk"))

    def save(self):
        facts = self.cleaned_data
        if facts["with_school"] == "no":
            self.founding.go_without_school(by=self.person)
        else:
            self.founding.ask_school(name=facts["name"], email=facts["email"], by=self.person)
