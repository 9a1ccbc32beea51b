"""What a browser remembers of the person who uses it."""

from django.conf import settings


def remember_language(response, language):
    """Let the next pages of this browser speak ``language``, also before signing in."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
