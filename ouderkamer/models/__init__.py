from ouderkamer.models.calendar_key import CalendarKey
from ouderkamer.models.gathering import Gathering
from ouderkamer.models.occasion import Kind
from ouderkamer.models.series import Series
from ouderkamer.models.sign_up import SignUp

__all__ = ["CalendarKey", "Gathering", "Kind", "Series", "SignUp"]
