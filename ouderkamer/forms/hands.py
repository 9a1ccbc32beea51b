from django import forms
from django.utils.translation import gettext_lazy as _

from ouderkamer.models.helping import MOST, Help

DEEDS = ("take", "leave", "swap", "over")


class TaskForm(forms.Form):
    what = forms.CharField(
        label=_("What is needed?"),
        max_length=60,
        error_messages={"required": _("Write what is needed.")},
    )
    needed = forms.IntegerField(
        label=_("How many people?"),
        min_value=1,
        max_value=MOST,
        error_messages={"required": _("Write how many people.")},
    )


class HandForm(forms.Form):
    deed = forms.ChoiceField(choices=[(deed, deed) for deed in DEEDS])
    of = forms.ModelChoiceField(queryset=Help.objects.none(), required=False)

    def __init__(self, *args, task, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["of"].queryset = task.helps.filter(wants_swap=True)
