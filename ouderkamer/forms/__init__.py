from ouderkamer.forms.door import (
    AfterwardsForm,
    FamilyForm,
    FollowUpForm,
    ForParentForm,
    TickForm,
)
from ouderkamer.forms.gathering import CancelForm, ChangeForm, GatheringForm
from ouderkamer.forms.needs import EnrolForm, Needs, SignUpForm, SlotForm
from ouderkamer.forms.series import SeriesForm

__all__ = [
    "AfterwardsForm",
    "CancelForm",
    "ChangeForm",
    "EnrolForm",
    "FamilyForm",
    "FollowUpForm",
    "ForParentForm",
    "GatheringForm",
    "Needs",
    "SeriesForm",
    "SignUpForm",
    "SlotForm",
    "TickForm",
]
