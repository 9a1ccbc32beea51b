"""People by the name that one network knows them by. A builtin, so nobody forgets it."""

from django import template

register = template.Library()


@register.filter
def known_in(person, network):
    """``{{ post.author|known_in:network }}``, ``{% avatar post.author|known_in:network %}``."""
    return network.known(person)
