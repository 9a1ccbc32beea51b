"""Who hears of what is said and decided, of questions for the school, and of opened names."""

from forums.notices import by_mail, decisions, digest, names, places, school, talk

__all__ = ("by_mail", "decisions", "digest", "names", "places", "school", "talk")
