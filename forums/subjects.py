"""What moderators choose their network talks about."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from forums.models import Forum

MOST = 30  # forums of one network: more is a list that nobody reads to its end

# What parents of every school come to talk of; a press opens it.
STANDING = (
    (_("Sleeping"), _("Bedtime, bad dreams and waking up early.")),
    (_("Screens"), _("Telephone, games and how much is enough.")),
    (_("Reading and homework"), _("How to help at home, in any language.")),
    (_("Being bullied, being alone"), _("What helps, and whom to tell at school.")),
    (_("Eating and moving"), _("Lunch boxes, sport and swimming lessons.")),
    (_("Money"), _("The school trip, clothes and where there is help.")),
    (_("After group 8"), _("Advice, choosing a school and the first weeks there.")),
    (_("Give away and borrow"), _("Coats, books, bicycles.")),
)


class SubjectForm(forms.ModelForm):
    class Meta:
        model = Forum
        fields = ("name", "line", "audience")
        labels = {
            "name": _("What do parents talk about here?"),
            "line": _("In one sentence"),
            "audience": _("Who reads and writes here?"),
        }
        widgets = {"audience": forms.RadioSelect}
        error_messages = {"name": {"required": _("Give the subject a name.")}}

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.network = network
        if self.instance.pk:  # who wrote among parents wrote for parents
            del self.fields["audience"]

    def clean(self):
        others = self.network.forums.exclude(pk=self.instance.pk)
        if others.filter(name__iexact=self.cleaned_data.get("name", "")).exists():
            self.add_error("name", _("There is a subject of that name already."))
        if not self.instance.pk and others.count() >= MOST:
            raise ValidationError(_("There are many subjects already. Take one away first."))
        return self.cleaned_data
