"""Who hears of a report: moderators that it is there, and the writer what was decided."""

from community.accounts.models import User
from community.activity.notices import Notice
from community.moderation.models import Deed
from community.notifications.sorts import Sort
from community.richtext import excerpt

WHERE = 60
SILENT = ("moderation.precaution_set",)  # for the ledger


class _ForModerators(Notice):
    """Everybody who may look at the case; never who wrote it."""

    sort = Sort.TASKS

    def recipients(self, event):
        return [one.user for one in event.about.moderators()]

    def facts(self, event):
        return {"where": excerpt(event.about.where, WHERE)}


class Reported(_ForModerators):
    verb = "moderation.reported"


class SecondAsked(_ForModerators):
    verb = "moderation.second_asked"


class AskedAgain(_ForModerators):
    verb = "moderation.asked_again"


class NameAsked(_ForModerators):
    """One of them asks the project who wrote it; it takes two."""

    verb = "moderation.name_asked"


class NameSeen(_ForModerators):
    """Two operators looked, after two of them asked."""

    verb = "moderation.name_seen"


class NameRefused(_ForModerators):
    """An operator opens nothing: they have to find another way."""

    verb = "moderation.name_refused"


class Waits(_ForModerators):
    """It waits for two days already."""

    verb = "moderation.waits"


class _ForWriter(Notice):
    """Signed by the moderators together: no names."""

    sort = Sort.DECISIONS

    def recipients(self, event):
        return User.objects.filter(pk=getattr(event.about.about, "writer_key", None))

    def is_visible_to(self, person, event):
        here = person.memberships.filter(ended_at=None, network=event.network_id)
        return event.about.is_about(person) and here.exists()

    def url(self, event):
        return event.about.told_url

    def facts(self, event):
        return {"where": excerpt(event.about.where, WHERE)}


class Hid(_ForWriter):
    """Hidden at once; a moderator has yet to look."""

    verb = "moderation.hid"


class Settled(_ForWriter):
    """What moderators decided. Of what stays as it is and never was hidden, the writer hears
    nothing."""

    verb = "moderation.settled"

    def recipients(self, event):
        case, decision = event.about, event.about.decision
        if decision is None or (decision.deed == Deed.LEAVE and not case.hidden_at_once):
            return []
        return super().recipients(event)

    def facts(self, event):
        decision = event.about.decision
        facts = {"deed": decision.deed, "rule": decision.rule, "reason": decision.reason}
        facts["days"] = decision.days
        return {**super().facts(event), **facts}


class NameOpened(_ForWriter):
    """Two operators looked who wrote it: the writer hears it at once, with the reason."""

    verb = "moderation.name_opened"

    def facts(self, event):
        opened = event.about.emergencies.filter(confirmed_at__isnull=False).last()
        return {**super().facts(event), "reason": opened.reason if opened else ""}
