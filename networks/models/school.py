import re
import unicodedata

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, When
from django.utils.translation import gettext_lazy as _

from networks.models.life import UNDER_WAY

MOST_WORDS = 12
SMALL_WORDS = {"a", "aan", "aar", "de", "den", "der", "en", "het", "in", "op", "over", "van"}


def plain(text):
    """Lower case, accents off, punctuation to spaces: how names are compared and found."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join(letters.split())


def readable(shouted):
    """``'S-GRAVENHAGE`` -> ``'s-Gravenhage``: the register shouts, Dutch towns do not."""
    pieces = re.split(r"([ -])", shouted.lower())
    return "".join(
        piece if piece in SMALL_WORDS and place else _capital(piece)
        for place, piece in enumerate(pieces)
    )


def _capital(word):
    if word.startswith("ij"):
        return "IJ" + word[2:]
    return word if word in ("'s", "'t") else word[:1].upper() + word[1:]


class SchoolQuerySet(models.QuerySet):
    def current(self):
        return self.filter(vanished_at=None)

    def matching(self, words):
        """Schools with every word somewhere in name, address, postcode or place.

        Those whose name begins with what was typed come first.
        """
        typed = plain(words)
        found = self.current()
        for word in typed.split()[:MOST_WORDS]:
            found = found.filter(haystack__contains=word)
        begins = Case(When(haystack__startswith=typed, then=0), default=1)
        return found.order_by(begins, "name", "place", "pk")

    def within(self, *, place="", board="", district=""):
        """Those of one town or municipality, one school board and one district, which is the
        four digits of a postcode; empty is everywhere."""
        found = self
        if place:
            spelled = (place, place.upper())  # the register shouts
            found = found.filter(Q(municipality__in=spelled) | Q(place__in=spelled))
        if district:
            found = found.filter(postcode__startswith=district)
        return found.filter(board=board) if board else found

    def most_places(self, number):
        """The municipalities with the most networks."""
        with_networks = (
            self.current().exclude(municipality="").filter(networks__stage__in=UNDER_WAY)
        )
        counted = with_networks.values("municipality").annotate(taken=Count("networks"))
        most = counted.order_by("-taken", "municipality")[:number]
        return [row["municipality"] for row in most]

    def for_options(self, words):
        """``matching``, each row knowing in ``taken`` whether it has a network, or shares one."""
        networks = self.model.networks.rel.related_model
        own = networks.objects.under_way().filter(school=OuterRef("pk"))
        shares = networks.further_schools.through.objects.filter(school=OuterRef("pk"))
        shared = shares.filter(network__stage__in=UNDER_WAY)
        return self.matching(words).annotate(taken=Exists(own) | Exists(shared))

    def for_directory(self, words):
        """Schools with a network first; without words those are the only ones."""
        found = self.for_options(words)
        if not plain(words):
            found = found.filter(taken=True)
        waiting = Case(When(taken=False, then=1), default=0)
        return found.order_by(waiting, *found.query.order_by)

    def with_networks(self):
        """For ``open_networks`` of many schools."""
        return self.prefetch_related("networks", "shared_networks")


class School(models.Model):
    """One location of a school, a public fact from DUO's open register."""

    code = models.CharField(
        _("location code"), max_length=6, unique=True, help_text="DUO's vestigingscode"
    )
    name = models.CharField(_("name"), max_length=150)
    street = models.CharField(_("street"), max_length=100, blank=True)
    house_number = models.CharField(_("house number"), max_length=20, blank=True)
    postcode = models.CharField(_("postcode"), max_length=7, blank=True)
    place = models.CharField(_("place"), max_length=60, blank=True)
    municipality = models.CharField(_("municipality"), max_length=60, blank=True)
    province = models.CharField(_("province"), max_length=30, blank=True)
    kind = models.CharField(_("kind of education"), max_length=60, blank=True)
    denomination = models.CharField(_("denomination"), max_length=60, blank=True)
    board = models.CharField(
        _("school board"), max_length=10, blank=True, db_index=True, help_text="DUO's number"
    )
    website = models.CharField(_("website"), max_length=200, blank=True)
    vanished_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_fictional = models.BooleanField(default=False, editable=False)
    haystack = models.CharField(max_length=400, editable=False)

    objects = SchoolQuerySet.as_manager()

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.haystack = self.make_haystack()
        super().save(*args, **kwargs)

    def make_haystack(self):
        """What ``matching`` looks in; a postcode is found with and without its space."""
        postcode = plain(self.postcode)
        parts = (
            *(self.name, self.street, self.house_number),
            *(postcode, postcode.replace(" ", ""), self.place),
        )
        return plain(" ".join(parts))[:400]

    @property
    def open_networks(self):
        """Its own and shared ones that others may find; after ``with_networks`` no query."""
        there = [*self.networks.all(), *self.shared_networks.all()]
        return [network for network in there if network.is_under_way]

    @property
    def district(self):
        """The four digits of its postcode; the directory groups by them."""
        return self.postcode[:4]

    @property
    def town(self):
        return readable(self.municipality or self.place)

    @property
    def address(self):
        street = f"{self.street} {self.house_number}".strip()
        return ", ".join(part for part in (street, readable(self.place)) if part)


class SchoolRegister(models.Model):
    """Which register was read, for the line "Source: …" below every list of schools."""

    source = models.CharField(max_length=120)
    published_on = models.DateField(null=True)
    read_at = models.DateTimeField(auto_now_add=True)
    rows = models.PositiveIntegerField()

    class Meta:
        get_latest_by = "read_at"

    def __str__(self):
        return self.source
