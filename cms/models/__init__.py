from cms.models.school import Icon, SchoolIndexPage, SchoolPage, ThemePage, Tone
from cms.models.site import HomePage, StandardPage

__all__ = [
    "HomePage",
    "Icon",
    "SchoolIndexPage",
    "SchoolPage",
    "StandardPage",
    "ThemePage",
    "Tone",
]
