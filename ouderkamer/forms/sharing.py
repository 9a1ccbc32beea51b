from django import forms
from django.utils.translation import gettext_lazy as _

from networks.models import Network
from networks.models.life import Stage


class ShareForm(forms.Form):
    """To which network of the same town a date is offered, with how many places."""

    network = forms.ModelChoiceField(
        label=_("Which network?"),
        queryset=Network.objects.none(),
        empty_label=_("Choose a network"),
        error_messages={"required": _("Choose a network.")},
    )
    seats = forms.IntegerField(
        label=_("How many seats do they get?"),
        min_value=1,
        max_value=500,
        error_messages={"required": _("Write how many seats they get.")},
    )
    toddlers = forms.IntegerField(
        label=_("How many places in the childcare?"), min_value=0, max_value=100, required=False
    )

    def __init__(self, *args, gathering, **kwargs):
        super().__init__(*args, **kwargs)
        school = gathering.network.school
        near = Network.objects.exclude(pk=gathering.network_id).exclude(stage=Stage.ARCHIVED)
        town = school.municipality if school else ""
        self.fields["network"].queryset = near.filter(school__municipality=town).order_by("name")

    def clean_toddlers(self):
        return self.cleaned_data["toddlers"] or 0
