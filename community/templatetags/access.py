from django import template

from community import access

register = template.Library()


@register.simple_tag(takes_context=True)
def can(context, name, thing):
    """``{% can "forums.reply" topic as may_reply %}``"""
    return access.can(context["request"].user, name, thing)
