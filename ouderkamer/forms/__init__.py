from ouderkamer.forms.door import (
    AfterwardsForm,
    FamilyForm,
    FollowUpForm,
    ForParentForm,
    TickForm,
)
from ouderkamer.forms.gathering import CancelForm, ChangeForm, GatheringForm
from ouderkamer.forms.needs import Needs, SignUpForm
from ouderkamer.forms.series import SeriesForm

__all__ = [
    "AfterwardsForm",
    "CancelForm",
    "ChangeForm",
    "FamilyForm",
    "FollowUpForm",
    "ForParentForm",
    "GatheringForm",
    "Needs",
    "SeriesForm",
    "SignUpForm",
    "TickForm",
]
