"""Who hears of what is said and decided, of questions for the school, and of opened names."""

from forums.notices import decisions, digest, names, places, school, talk

__all__ = ("decisions", "digest", "names", "places", "school", "talk")
