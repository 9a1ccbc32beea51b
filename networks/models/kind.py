"""Three kinds of networks: around a school, of one class inside it, and about a theme."""

from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from community.activity.recording import record
from networks.holidays import holiday_on, is_holiday, region_of
from networks.models.life import Recognition
from networks.models.school import School


class Kind(models.TextChoices):
    SCHOOL = "school", _("Network of a school")
    CLASS = "class", _("Group of a class")
    THEME = "theme", _("Network about a theme")


class Placed(models.Model):
    """Where a network belongs: to a school, to the network of a school, or to no place."""

    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.SCHOOL)
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="networks"
    )
    further_schools = models.ManyToManyField(School, blank=True, related_name="shared_networks")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="class_groups"
    )
    about = models.CharField(_("what it is about"), max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="networks_kind_has_its_place",
                condition=models.Q(kind=Kind.SCHOOL, school__isnull=False, parent=None)
                | models.Q(kind=Kind.CLASS, school=None, parent__isnull=False)
                | models.Q(kind=Kind.THEME, school=None, parent=None),
            ),
        ]

    @property
    def is_of_school(self):
        return self.kind == Kind.SCHOOL

    @property
    def is_class_group(self):
        return self.kind == Kind.CLASS

    @property
    def is_theme(self):
        return self.kind == Kind.THEME

    def is_on_holiday(self, day):
        """Whether its school is closed that day; elsewhere it is enough that some school is."""
        if self.school:
            return bool(holiday_on(day, region_of(self.school.province)))
        return is_holiday(day)

    @property
    def place_name(self):
        """The school's name; of a network that has none its own."""
        return self.school.name if self.school else self.name

    @transaction.atomic
    def begin_group(self, name, *, by):
        """A group of one class; whoever comes second joins the one that is there."""
        networks = type(self).objects
        networks.lock(self.pk)
        if known := self.class_groups.under_way().filter(name__iexact=name).first():
            known.admit(by, by=by)
            return known
        facts = {"kind": Kind.CLASS, "parent": self, "recognition": Recognition.UNAFFILIATED}
        return networks.start(name=name, rules=self.rules, by=by, **facts)

    @transaction.atomic
    def add_school(self, school, *, by):
        """Parents of ``school`` belong here from now on; adding it twice adds it once."""
        type(self).objects.lock(self.pk)
        if not self.further_schools.contains(school):
            self.further_schools.add(school)
            record("networks.school_added", by=by, about=self, network=self)

    @transaction.atomic
    def remove_school(self, school, *, by):
        """Whoever is in stays in."""
        type(self).objects.lock(self.pk)
        if self.further_schools.contains(school):
            self.further_schools.remove(school)
            record("networks.school_removed", by=by, about=self, network=self)

    def known(self, person):
        """``person`` as members here know them: by the name they chose, or as themselves."""
        if person is None or not self.is_theme:
            return person
        return self.personas.get(person.pk, person)

    @cached_property
    def personas(self):
        """``{key of a person: Persona}``, of those who left too; asked once of this instance."""
        chosen = self.memberships.exclude(alias="").select_related("user").order_by("pk")
        return {membership.user_id: membership.who for membership in chosen}
