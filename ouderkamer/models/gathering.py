from datetime import timedelta
from secrets import token_urlsafe

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from community.activity.recording import record
from community.people.secret_address import TOKEN_BYTES
from community.richtext import RenderedField
from community.search.words import Findable
from networks.models.invitation import ALPHABET
from ouderkamer.models.attendance import Attended
from ouderkamer.models.booking import Bookable
from ouderkamer.models.changing import Changeable
from ouderkamer.models.gatherings import GatheringQuerySet
from ouderkamer.models.line import settle, stand
from ouderkamer.models.occasion import Kind, Occasion
from ouderkamer.models.placing import Placed
from ouderkamer.models.sharing import Shared
from ouderkamer.models.sign_up import SignUp
from ouderkamer.programme import spoken, valid_programme

CODE_LENGTH = 6
TITLELESS = "afspraak"  # the slug of a title in letters a slug does not know


class Gathering(index.Indexed, Changeable, Attended, Placed, Bookable, Shared, Occasion):
    """One date in the parents' room: people can say that they come."""

    series = models.ForeignKey(
        "ouderkamer.Series", models.RESTRICT, null=True, blank=True, related_name="gatherings"
    )
    series_day = models.DateField(
        null=True, blank=True, help_text="the day of its series it was made for"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    html = RenderedField(source="intro")
    subject = models.CharField(
        max_length=40, blank=True, help_text="key of what it is about elsewhere: ``subjects_of``"
    )
    guest = models.CharField(max_length=120, blank=True)
    programme = models.JSONField(default=list, blank=True, validators=[valid_programme])
    door_key = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="the secret of the address where people who are no member say that they come",
    )
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    objects = GatheringQuerySet.as_manager()
    search_fields = [Findable("title"), Findable("intro"), index.FilterField("id")]

    class Meta:
        indexes = [models.Index("network", "starts_at", name="ouderkamer_agenda")]
        constraints = [
            models.UniqueConstraint(
                "series", "series_day", name="ouderkamer_one_date_a_day_of_a_series"
            ),
            models.CheckConstraint(
                name="ouderkamer_day_of_a_series",
                condition=Q(series=None, series_day=None)
                | Q(series__isnull=False, series_day__isnull=False),
            ),
            models.CheckConstraint(
                name="ouderkamer_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="ouderkamer_cancelled_for_a_reason",
                condition=Q(cancelled_at=None, cancel_reason="")
                | Q(cancelled_at__isnull=False) & ~Q(cancel_reason=""),
            ),
            models.CheckConstraint(
                name="ouderkamer_room_for_somebody", condition=Q(limit=None) | Q(limit__gte=1)
            ),
            models.CheckConstraint(
                name="ouderkamer_room_for_a_child",
                condition=Q(childcare_limit=None) | Q(childcare_limit__gte=1),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        slug = slugify(self.title)[:50] or TITLELESS
        return reverse("ouderkamer:gathering", args=[self.network.slug, self.pk, slug])

    @property
    def door_path(self):
        return reverse("feeds:come", args=[self.door_key])

    @property
    def kind_name(self):
        """The kind as people say it: what is done in the afternoon is not done in the morning."""
        if self.kind != Kind.DO:
            return self.get_kind_display()
        is_morning = timezone.localtime(self.starts_at).hour < 12
        return gettext("Doing morning") if is_morning else gettext("Doing afternoon")

    @property
    def tone(self):
        return "neutral" if self.is_cancelled else self.look.tone

    @property
    def is_over(self):
        return self.ends_at <= timezone.now()

    @property
    def is_open(self):
        """Whether people can still say that they come."""
        return not (self.is_cancelled or self.is_over)

    @property
    def answers_close_at(self):
        """From when only a no is taken in; None when one may answer until the end."""
        if self.closes_before is None:
            return None
        return self.starts_at - timedelta(hours=self.closes_before)

    @property
    def takes_answers(self):
        closes_at = self.answers_close_at
        return self.is_open and (closes_at is None or timezone.now() < closes_at)

    @property
    def seats_left(self):
        """None without a limit. Needs ``for_listing``."""
        return None if self.limit is None else max(0, self.limit - self.taken)

    def other_dates(self, reader):
        """The dates of the same series that are still to come."""
        series = Gathering.objects.visible_to(reader).filter(series=self.series_id)
        if self.series_id is None:
            return series.none()
        return series.upcoming().going_ahead().exclude(pk=self.pk).select_related("network")

    @property
    def steps(self):
        """The programme with its times as they are spoken: 8.45."""
        return [(spoken(time), text) for time, text in self.programme]

    @transaction.atomic
    def answer(self, answer, *, by, **needs):
        """Remember whether ``by`` comes; needs that are not given stay as they were.

        A seat is for a grown-up, toddlers sit in the childcare. Who finds it full waits in line;
        raises ``ValidationError`` when it is closed, and when who has a place wants more of them
        than there are.
        """
        locked = self._lock()
        if answer != "no":
            locked._refuse_if_late()
        sign_up = self.sign_ups.filter(person=by).first() or SignUp(gathering=self, person=by)
        locked._take_in(sign_up, answer, needs)
        record("ouderkamer.signed_up", by=by, about=sign_up, network=self.network)
        return sign_up

    @transaction.atomic
    def answer_for(self, name, *, once, channel, by=None, **needs):
        """A family without an account comes, as it said itself to ``by`` or through a link.

        ``once`` is the key of the form: sent twice it is one answer. Its code is on the slip.
        """
        locked = self._lock()
        if sign_up := self.sign_ups.filter(once=once).first():
            return sign_up
        sign_up = SignUp(
            gathering=self,
            name=name,
            channel=channel,
            signed_up_by=by,
            once=once,
            code=get_random_string(CODE_LENGTH, ALPHABET),
        )
        locked._take_in(sign_up, "yes", needs)
        record("ouderkamer.signed_up", by=by, about=sign_up, network=self.network)
        return sign_up

    @transaction.atomic
    def answer_again(self, sign_up, answer, *, by=None, **needs):
        """What a family without an account says now; who no longer comes frees its place."""
        locked = self._lock()
        locked._take_in(self.sign_ups.get(pk=sign_up.pk), answer, needs)
        record("ouderkamer.signed_up", by=by, about=sign_up, network=self.network)

    def open_door(self, *, by):
        """A new secret for people who are no member; the old one stops working at once."""
        self.door_key = token_urlsafe(TOKEN_BYTES)
        self.save(update_fields=["door_key"])
        record("ouderkamer.door_opened", by=by, about=self, network=self.network)

    @transaction.atomic
    def withdraw(self, *, by):
        """Forget what ``by`` answered; their places are offered to who waits."""
        locked = self._lock()
        self.sign_ups.filter(person=by).delete()
        locked._settle()

    @transaction.atomic
    def settle(self):
        """Offer what is free to who waits, and take back what nobody answered."""
        self._lock()._settle()

    def _take_in(self, sign_up, answer, needs):
        for name, value in {**needs, "answer": answer, "answered_at": timezone.now()}.items():
            setattr(sign_up, name, value)
        if answer != "yes":
            sign_up.slot = None
        self._refuse_if_closed()
        stand(self, sign_up)
        sign_up.save()
        self._settle()

    def _refuse_if_late(self):
        if self.is_open and not self.takes_answers:
            raise ValidationError(
                _("Signing up is over. Ring us, or just walk in. You can still say no."),
                code="late",
            )

    def _refuse_if_closed(self):
        if not self.is_open:
            raise ValidationError(_("This is not going on any more."), code="closed")

    def _lock(self):
        """This row, fresh and ours alone until the transaction ends."""
        return (
            Gathering.objects.select_for_update(of=("self",))
            .select_related("network")
            .get(pk=self.pk)
        )

    def _settle(self):
        if self.is_open:
            settle(self)
