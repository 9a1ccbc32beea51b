from ouderkamer.forms.gathering import CancelForm, ChangeForm, GatheringForm
from ouderkamer.forms.needs import Needs, SignUpForm
from ouderkamer.forms.series import SeriesForm

__all__ = ["CancelForm", "ChangeForm", "GatheringForm", "Needs", "SeriesForm", "SignUpForm"]
