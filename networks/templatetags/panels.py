"""Pieces of pages that other parts of the network bring along."""

from django import template

from community.people.languages import name

register = template.Library()


@register.simple_tag(takes_context=True)
def panel(context, template_name, facts):
    """``{% panel template facts %}``: that part's own facts, and nothing else of this page."""
    given = {"request": context["request"], "csrf_token": context["csrf_token"], **facts}
    return context.template.engine.get_template(template_name).render(context.new(given))


@register.filter
def spoken(codes):
    """``["nl", "ar"]`` -> ``"Dutch, Arabic"``."""
    return ", ".join(name(code) for code in codes)
