"""What somebody wrote in an answer by mail, without what their program put below it.

By no language: a program that quotes us names our address, marks lines with ``>`` or draws a line.
"""

import re

from django.conf import settings

RULE = re.compile(r"^\s*(?:[-_=*]{3,}.*[-_=*]{3,}|[-_=*]{5,})\s*$")
SIGNATURE = re.compile(r"^-- ?$")


def own_words(text):
    """The words above the first line that names an address of ours."""
    lines = text.replace("\r\n", "\n").replace("\xa0", " ").split("\n")
    lines = _above_our_address(lines)
    lines = [line for line in lines if not line.lstrip().startswith(">")]
    lines = _above(SIGNATURE, lines)
    while lines and (not lines[-1].strip() or RULE.match(lines[-1])):
        lines.pop()
    return "\n".join(lines).strip()


def _above_our_address(lines):
    """``On Monday X <us> wrote:``. A program that breaks that line puts the address first on the
    next one: then the line before it belongs to it as well."""
    for number, line in enumerate(lines):
        if _names_us(line):
            broken = number > 0 and _begins_with_address(line) and lines[number - 1].strip()
            return lines[: number - 1 if broken else number]
    return lines


def _names_us(line):
    low = line.lower()
    from_us = re.search(r"[\w.+-]+@[\w.-]+", settings.DEFAULT_FROM_EMAIL)
    ours = [from_us[0].lower()] if from_us else []
    if settings.MAIL_DOMAIN:
        ours.append(f"@{settings.MAIL_DOMAIN}")
    return any(address in low for address in ours)


def _begins_with_address(line):
    return bool(re.match(r"^[\s>]*(?:<|\(|\[|mailto:|[\w.+-]+@)", line))


def _above(pattern, lines):
    for number, line in enumerate(lines):
        if pattern.match(line):
            return lines[:number]
    return lines
