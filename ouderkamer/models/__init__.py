from ouderkamer.models.calendar_key import CalendarKey
from ouderkamer.models.decision import Decision
from ouderkamer.models.gathering import Gathering
from ouderkamer.models.helping import HelperTask
from ouderkamer.models.occasion import Kind
from ouderkamer.models.recording import Recording
from ouderkamer.models.series import Series
from ouderkamer.models.sharing import Share
from ouderkamer.models.sign_up import SignUp
from ouderkamer.models.speaker import Invitation, Speaker
from ouderkamer.models.theme import Theme

__all__ = [
    "CalendarKey",
    "Decision",
    "Gathering",
    "HelperTask",
    "Invitation",
    "Kind",
    "Recording",
    "Series",
    "Share",
    "SignUp",
    "Speaker",
    "Theme",
]
