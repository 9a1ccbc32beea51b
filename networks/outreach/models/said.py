"""What a contact parent did for a family, as it was said: each can be looked up and taken back."""

from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.activity.recording import record
from networks.outreach.models.family import Family, Need
from ouderkamer.models import SignUp, Theme
from ouderkamer.models.by_name import Channel
from ouderkamer.models.sign_up import Answer
from ouderkamer.models.theme import Backing


class Deed(models.TextChoices):
    COMES = "comes", _("Comes")
    WISHES = "wishes", _("Wants to talk about")
    BACKS = "backs", _("Wants this too")
    AGREES = "agrees", _("Agrees with our agreements")


class SaidQuerySet(models.QuerySet):
    def stands(self):
        return self.filter(taken_back_at=None)

    def coming(self):
        """Of dates that are still to come."""
        ahead = {"sign_up__gathering__ends_at__gt": timezone.now(), "sign_up__answer": Answer.YES}
        return self.stands().filter(deed=Deed.COMES, **ahead)

    @transaction.atomic
    def comes(self, family, gathering, *, channel, by, once=None, name="", **needs):
        """``family`` comes, with what it needs. Said twice, or by the same ``once``, it is one."""
        before = self.coming().filter(family=family, sign_up__gathering=gathering).first()
        if before:
            return before
        needs = {**needs_of(family), **needs}
        facts = {"once": once or uuid4(), "channel": channel, "by": by}
        sign_up = gathering.answer_for(name or family.name, **facts, **needs)
        said, is_new = self.get_or_create(
            sign_up=sign_up,
            defaults={"family": family, "deed": Deed.COMES, "words": gathering.title}
            | {"channel": channel, "by": by},
        )
        if is_new:
            record("outreach.said_for", by=by, about=said, network=family.network)
        return said

    @transaction.atomic
    def wishes(self, family, title, *, channel, by):
        """A subject that ``family`` brought up, without its name."""
        theme = Theme.objects.suggest(family.network, title, by=by, channel=channel)
        return self._tell(family, Deed.WISHES, title, theme.backings.get(), channel, by)

    @transaction.atomic
    def backs(self, family, theme, *, channel, by):
        """``family`` wants ``theme`` as well; counted once, however often it is said."""
        before = self.stands().filter(family=family, backing__theme=theme).first()
        if before:
            return before
        backing = theme.backings.create(passed_on_by=by, channel=channel)
        return self._tell(family, Deed.BACKS, theme.title, backing, channel, by)

    def agrees(self, family, *, channel, by):
        """``family`` heard the agreements of the network, and agrees."""
        before = self.stands().filter(family=family, deed=Deed.AGREES).first()
        return before or self._tell(family, Deed.AGREES, "", None, channel, by)

    @transaction.atomic
    def on_phone(self, family, *, by, wish="", backs=(), agrees=False):
        """What came up during a call."""
        how = {"channel": Channel.PHONE, "by": by}
        if wish:
            self.wishes(family, wish, **how)
        for theme in backs:
            self.backs(family, theme, **how)
        if agrees:
            self.agrees(family, **how)

    def _tell(self, family, deed, words, backing, channel, by):
        facts = {"backing": backing, "channel": channel, "by": by}
        said = self.create(family=family, deed=deed, words=words, **facts)
        record("outreach.said_for", by=by, about=said, network=family.network)
        return said

    @transaction.atomic
    def bring_needs(self, family, *, by):
        """What ``family`` needs is on every date it comes to."""
        for said in self.coming().filter(family=family).select_related("sign_up__gathering"):
            sign_up = said.sign_up
            needs = {n: v for n, v in needs_of(family).items() if not getattr(sign_up, n)}
            if needs:
                sign_up.gathering.answer_again(sign_up, Answer.YES, by=by, **needs)

    @transaction.atomic
    def hand_to(self, family, user):
        """``family`` has an account now: what was said for it is its own, each counted once, and
        no slip reaches it any more."""
        rows = self.filter(family=family)
        for said in rows.stands().select_related("sign_up__gathering", "backing"):
            if said.backing:
                said.backing.hand_to(user)
            if said.sign_up and said.sign_up.person_id is None:
                said.sign_up.hand_to(user)
        rows.update(backing=None, sign_up=None)


class Said(models.Model):
    """One thing said for a family; ``words`` are what its receipt says."""

    family = models.ForeignKey(Family, models.CASCADE, related_name="said")
    deed = models.CharField(max_length=6, choices=Deed.choices)
    words = models.CharField(max_length=120, blank=True)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    sign_up = models.OneToOneField(SignUp, models.SET_NULL, null=True, related_name="+")
    backing = models.OneToOneField(Backing, models.SET_NULL, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    objects = SaidQuerySet.as_manager()

    def __str__(self):
        return f"{self.family_id}: {self.deed}"

    @transaction.atomic
    def take_back(self, *, by):
        """It was meant otherwise; ``by`` is None when the parent corrects it with the code."""
        if not Said.objects.stands().filter(pk=self.pk).update(taken_back_at=timezone.now()):
            return
        if self.sign_up:
            self.sign_up.gathering.answer_again(self.sign_up, Answer.NO, by=by)
        if self.backing:
            self.backing.take_back()
        record("outreach.taken_back", by=by, about=self, network=self.family.network)


def needs_of(family):
    """What ``family`` needs, as keywords for an answer of the parents' room."""
    needs = set(family.needs)
    asked = {
        "toddlers": 1 if Need.CHILDCARE in needs else 0,
        "interpreter": family.language if Need.INTERPRETER in needs else "",
        "walk_in": Need.WALK_IN in needs,
    }
    return {name: value for name, value in asked.items() if value}
