from cms.models.explainers import ExplainerIndexPage, ExplainerPage
from cms.models.news import NewsPage
from cms.models.newsletter import Delivery, Newsletter, NewsletterStop
from cms.models.papers import BoardPage, PlanPage, ProtocolPage, Version
from cms.models.practices import PracticeIndexPage, PracticePage
from cms.models.reading import Reading, Sound
from cms.models.school import SchoolIndexPage, SchoolPage
from cms.models.school_words import SchoolWordsPage
from cms.models.site import HomePage, StandardPage
from cms.models.suggestion import Suggestion
from cms.models.theme import Icon, ThemePage, Tone
from cms.models.translated import Change, State

__all__ = [
    "BoardPage",
    "Change",
    "Delivery",
    "ExplainerIndexPage",
    "ExplainerPage",
    "HomePage",
    "Icon",
    "NewsPage",
    "Newsletter",
    "NewsletterStop",
    "PlanPage",
    "PracticeIndexPage",
    "PracticePage",
    "ProtocolPage",
    "Reading",
    "SchoolIndexPage",
    "SchoolPage",
    "SchoolWordsPage",
    "Sound",
    "StandardPage",
    "State",
    "Suggestion",
    "ThemePage",
    "Tone",
    "Version",
]
