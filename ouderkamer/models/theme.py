"""Subjects that parents want to talk about, from the first wish to the morning it is held."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Exists, Max, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.activity.recording import record
from community.moderation.models import Moderated
from community.people.models import without_unmet
from networks.inside import Inside, InsideQuerySet
from networks.models.network import Audience
from ouderkamer.models.by_name import Channel
from ouderkamer.models.gathering import Gathering

ENOUGH = 5  # backers before planners see how many, so that no wish is anybody's


class ThemeQuerySet(InsideQuerySet):
    def seen_by(self, user):
        shown = super().seen_by(user).filter(hidden_at=None)
        return without_unmet(shown, user, "suggested_by")

    def own(self):
        """Not those that were merged into another one, or hidden."""
        return self.filter(merged_into=None, hidden_at=None)

    def open(self):
        """Wished for, and neither planned nor put aside."""
        planned = Gathering.objects.going_ahead().filter(theme=OuterRef("pk"))
        return self.own().filter(put_aside_because="").exclude(Exists(planned))

    def wanted_at(self, school):
        """What enough parents of the networks of ``school`` wish for."""
        wanted = Backing.objects.values("theme").annotate(n=Count("pk")).filter(n__gte=ENOUGH)
        return self.own().filter(network__school=school, pk__in=wanted.values("theme"))

    def for_listing(self, reader):
        """With how many back it and in how many languages, whether ``reader`` does, and when it
        is planned; most wanted first."""
        mine = Backing.objects.filter(theme=OuterRef("pk"), person=reader)
        own = Q(suggested_by=reader) | Q(passed_on_by=reader)
        going = Q(gatherings__cancelled_at=None)
        return (
            self.own()
            .select_related("network", "suggested_by")
            .annotate(
                backers=Count("backings", distinct=True),
                languages=Count("backings__person__language", distinct=True),
                planned_at=Max("gatherings__starts_at", filter=going),
                is_mine=Exists(mine),
                is_own=models.ExpressionWrapper(own, models.BooleanField()),
            )
            .order_by("-backers", "pk")
        )

    @transaction.atomic
    def suggest(self, network, title, *, by, note="", channel=Channel.OWN, recordings=()):
        """A new wish, typed or with what was spoken. Passed on by telephone or at the gate, it is
        that of a parent without a name, who backs it as well."""
        is_own = channel == Channel.OWN
        theme = self.create(
            network=network,
            title=title,
            note=note,
            channel=channel,
            suggested_by=by if is_own else None,
            passed_on_by=None if is_own else by,
        )
        theme.back(by=by, channel=channel)
        if recordings:
            theme.recordings.model.objects.send(recordings, theme=theme)
        record("ouderkamer.theme_suggested", by=by, about=theme, network=network)
        return theme


class Theme(Inside, Moderated):
    report_as = "onderwerp"

    audience = models.CharField(
        max_length=8, choices=Audience.choices, default=Audience.EVERYONE, editable=False
    )
    title = models.CharField(max_length=80)
    note = models.CharField(max_length=300, blank=True)
    channel = models.CharField(max_length=8, choices=Channel.choices, blank=True, editable=False)
    suggested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    passed_on_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    suggested_at = models.DateTimeField(auto_now_add=True)
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, editable=False, related_name="merged"
    )
    put_aside_because = models.CharField(max_length=200, blank=True, editable=False)

    objects = ThemeQuerySet.as_manager()

    class Meta(Moderated.Meta):
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                name="ouderkamer_no_theme_is_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("pk")),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{reverse('ouderkamer:themes', args=[self.network.slug])}#thema-{self.pk}"

    @property
    def writer_key(self):
        """Who typed it: the parent, or who passed it on."""
        return self.suggested_by_id or self.passed_on_by_id

    def is_by(self, person):
        return person.pk is not None and self.writer_key == person.pk

    @property
    def said(self):
        return f"{self.title}\n{self.note}".strip()

    @property
    def where(self):
        return self.title

    @property
    def is_shown(self):
        return not self.is_hidden and self.merged_into_id is None

    @property
    def has_enough(self):
        """Needs ``for_listing``."""
        return self.backers >= ENOUGH

    def back(self, *, by, channel=Channel.OWN):
        """``by`` wants this too, or passes on that another parent does."""
        if channel == Channel.OWN:
            self.backings.get_or_create(person=by)
        else:
            self.backings.create(passed_on_by=by, channel=channel)

    def leave(self, *, by):
        self.backings.filter(person=by).delete()

    @transaction.atomic
    def merge(self, other, *, by):
        """``other`` was the same wish: who backed it backs this one, each once."""
        if other.pk == self.pk or other.network_id != self.network_id:
            raise ValidationError(_("Choose another theme."), code="same")
        backers = self.backings.exclude(person=None).values("person")
        other.backings.filter(person__in=backers).delete()
        other.backings.update(theme=self)
        other.gatherings.update(theme=self)
        other.merged.update(merged_into=self)
        other.merged_into = self
        other.save(update_fields=["merged_into"])
        record("ouderkamer.themes_merged", by=by, about=self, network=self.network)

    def put_aside(self, reason, *, by):
        """Not now, and why, for who wanted it."""
        self.put_aside_because = reason
        self.save(update_fields=["put_aside_because"])
        record("ouderkamer.theme_put_aside", by=by, about=self, network=self.network)

    def take_up(self, *, by):
        self.put_aside_because = ""
        self.save(update_fields=["put_aside_because"])
        record("ouderkamer.theme_taken_up", by=by, about=self, network=self.network)


class Backing(models.Model):
    """One parent who wants a theme; ``person`` is empty when it was passed on."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="backings")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    passed_on_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    channel = models.CharField(max_length=8, choices=Channel.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("theme", "person", name="ouderkamer_one_backing_each"),
        ]

    def __str__(self):
        return f"{self.theme_id} backed"

    def hand_to(self, user):
        """It was passed on, and is now the own one of ``user``, who may have backed it already."""
        if self.theme.backings.filter(person=user).exists():
            self.delete()
            return
        self.person, self.passed_on_by, self.channel = user, None, Channel.OWN
        self.save(update_fields=["person", "passed_on_by", "channel"])

    @transaction.atomic
    def take_back(self):
        """Not wanted after all; a wish that nobody else backs goes with it."""
        theme = self.theme
        self.delete()
        if theme.passed_on_by_id and not theme.backings.exists():
            theme.delete()
