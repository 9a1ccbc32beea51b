"""Who hears of what is said in conversations, of questions for the school, and of opened names."""

from forums.notices import names, school, talk

__all__ = ("names", "school", "talk")
