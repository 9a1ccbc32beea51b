"""A notice answers three questions about a verb: who should hear, where, and what.

Registered by being defined, in the ``notices.py`` beside the model it speaks of. Its words
are ``templates/notices/<verb>.txt``, rendered in the reader's language when they look.
"""

NOTICES = {}


class Notice:
    verb = None

    def __init_subclass__(cls):
        if cls.verb:  # without one it is the common ground of several notices
            NOTICES[cls.verb] = cls()

    def recipients(self, event):
        """A queryset or list of the people concerned; the actor is left out afterwards."""
        raise NotImplementedError

    def is_visible_to(self, person, event):
        """Whether ``person`` may see what it is about, asked at the moment of sending."""
        return type(event.about).objects.visible_to(person).filter(pk=event.about_id).exists()

    def url(self, event):
        return event.about.get_absolute_url()

    def facts(self, event):
        """Plain values for the template; no HTML, nothing a quick edit makes untrue."""
        return {}
