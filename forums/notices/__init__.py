"""Who hears of what is said and decided, of questions for the school, and of opened names."""

from forums.notices import decisions, names, school, talk

__all__ = ("decisions", "names", "school", "talk")
