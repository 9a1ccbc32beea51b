"""Small pieces of screen: icons, people, times. A builtin, so templates need no ``load``."""

from datetime import datetime
from functools import cache

from django import template
from django.conf import settings
from django.template.defaultfilters import date as date_filter
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext

from community import richtext

register = template.Library()

TONES = ("primary", "mint", "sky", "coral", "accent")


@register.simple_tag
@cache
def icon(name, classes=""):
    """``{% icon "phone" %}``: decoration; the word stands next to it."""
    return format_html(
        '<svg class="on-icon {}" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#{}"/></svg>',
        classes,
        static("icons/sprite.svg"),
        name,
    )


@register.simple_tag
def avatar(person, size=""):
    """Initials on the person's own tone; hidden from screen readers, the name is beside it."""
    return format_html(
        '<span class="on-avatar on-tone-{}{}" aria-hidden="true">{}</span>',
        tone(person),
        f" on-avatar--{size}" if size else "",
        person.initials if person else "?",
    )


@register.filter
def tone(person):
    """The colour of somebody's name and avatar; grey for who shows none."""
    if person is None or person.initials == "?":
        return "neutral"
    return TONES[person.pk % len(TONES)]


@register.simple_tag
def help_phone():
    """The number of "Bel ons", as shown; empty when the operator set none."""
    return settings.HELP_PHONE


@register.filter
def tel(number):
    """``020 123 45 67`` -> ``tel:+31201234567``."""
    digits = "".join(c for c in number if c.isdigit())
    return f"tel:+31{digits[1:]}" if digits.startswith("0") else f"tel:+{digits}"


@register.simple_tag
def is_demo():
    return settings.DEMO


@register.filter
def dark_media(user):
    """The ``media`` of the dark style sheet: what this person chose, or what the phone says."""
    chosen = getattr(user, "theme", "auto")
    return {"dark": "all", "light": "not all"}.get(chosen, "(prefers-color-scheme: dark)")


@register.filter
def excerpt(text, length=160):
    return richtext.excerpt(text, length)


@register.filter
def gist(text, length=160):
    return richtext.gist(text, length)


@register.filter
def clock(moment):
    """``8.45``: local time as the product writes it."""
    return date_filter(timezone.localtime(moment), "G.i")


@register.filter
def day(moment):
    """``maandag 23 november``: a local day or the one of ``moment``, with the year only when it
    is another one."""
    local = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    same_year = local.year == timezone.localdate().year
    return date_filter(local, "l j F" if same_year else "l j F Y")


@register.filter
def ago(moment):
    """How long ago, in the words people use: just now, 10 minutes ago, yesterday, 3 nov."""
    local = timezone.localtime(moment)
    minutes = int((timezone.now() - moment).total_seconds() // 60)
    days = (timezone.localdate() - local.date()).days
    if minutes < 2:
        return gettext("just now")
    if minutes < 60:
        return ngettext("%d minute ago", "%d minutes ago", minutes) % minutes
    if days == 0:
        hours = minutes // 60
        return ngettext("%d hour ago", "%d hours ago", hours) % hours
    if days == 1:
        return gettext("yesterday")
    return date_filter(local, "l" if days < 7 else "j M" if days < 300 else "j M Y")


@register.filter
def days_from_now(moment):
    """``today``, ``tomorrow``, ``in 4 days``."""
    days = (timezone.localtime(moment).date() - timezone.localdate()).days
    if days <= 1:
        return gettext("tomorrow") if days else gettext("today")
    return ngettext("in %d day", "in %d days", days) % days
