from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

LAST_DAY = (7, 31)  # month and day: Dutch school years run from 1 August to 31 July (WPO, art. 1)


class Role(models.TextChoices):
    """What somebody does for a network."""

    MODERATOR = "moderator", _("Moderator")
    CONTACT = "contact", _("Contact parent")
    COORDINATOR = "coordinator", _("Coordinator of the parents' room")
    WORKGROUP = "workgroup", _("Workgroup of the parents' room")
    SCHOOL = "school", _("Contact at school")


# The mark on a membership by which rules and lists know that a role is held today.
MARKS = {
    Role.MODERATOR: "moderates",
    Role.CONTACT: "calls",
    Role.COORDINATOR: "hosts",
    Role.WORKGROUP: "hosts",
}
FOR_PARENTS = tuple(MARKS)
# What it takes, for whoever is asked.
MEANINGS = {
    Role.MODERATOR: _("A moderator keeps it kind and fair. It takes about one hour a week."),
    Role.CONTACT: _("A contact parent calls other parents and answers them. You choose how often."),
    Role.COORDINATOR: _("The coordinator makes the agenda of the parents' room."),
    Role.WORKGROUP: _("The workgroup chooses the themes of the parents' room."),
    Role.SCHOOL: _("The contact at school answers parents, or finds who can."),
}


def end_of_school_year(day):
    """The last day of the school year that ``day`` falls in."""
    this_year = date(day.year, *LAST_DAY)
    return this_year if day <= this_year else date(day.year + 1, *LAST_DAY)


def start_of_school_year(day):
    """The first day of the school year that ``day`` falls in."""
    before = end_of_school_year(day)
    return before.replace(year=before.year - 1) + timedelta(days=1)
