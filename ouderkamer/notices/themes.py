"""What parents want to talk about, and the guests who tell of it."""

from django.db.models import Q

from community.accounts.models import User
from community.activity.notices import Notice
from community.notifications.sorts import Sort
from ouderkamer.notices.people import facts_of, members


class ThemeSuggested(Notice):
    """The parents of the room hear it; the others find it in the list."""

    verb = "ouderkamer.theme_suggested"

    def recipients(self, event):
        return members(event.network_id, hosts=True)

    def facts(self, event):
        return {"theme": event.about.title}


class ThemePutAside(Notice):
    """Who wanted it reads why not now."""

    verb = "ouderkamer.theme_put_aside"
    sort = Sort.ANSWERS

    def recipients(self, event):
        return _backers(event.about)

    def facts(self, event):
        return {"theme": event.about.title, "reason": event.about.put_aside_because}


class ThemePlanned(Notice):
    verb = "ouderkamer.theme_planned"
    sort = Sort.ANSWERS

    def recipients(self, event):
        gathering = event.about
        return _backers(gathering.theme) if gathering.theme else []

    def facts(self, event):
        return facts_of(event.about)


class SpeakerInvited(Notice):
    """A guest who is a member; who is not, gets a letter."""

    verb = "ouderkamer.speaker_invited"
    sort = Sort.DATES

    def recipients(self, event):
        person = event.about.speaker.person
        return [person] if person else []

    def url(self, event):
        return event.about.get_absolute_url()

    def facts(self, event):
        return facts_of(event.about.gathering)


class SpeakerReminded(SpeakerInvited):
    """The day before, for a guest who is a member."""

    verb = "ouderkamer.speaker_reminded"

    def facts(self, event):
        return {**facts_of(event.about.gathering), "place": event.about.gathering.place}


class SpeakerAnswered(SpeakerInvited):
    """Who asked, and the parents of the room."""

    verb = "ouderkamer.speaker_answered"

    def recipients(self, event):
        asked = Q(pk=event.about.invited_by_id)
        return User.objects.filter(asked | Q(pk__in=members(event.network_id, hosts=True)))

    def facts(self, event):
        invitation = event.about
        said = {"guest": invitation.speaker.name, "state": invitation.state}
        return {**facts_of(invitation.gathering), **said}


def _backers(theme):
    return User.objects.filter(pk__in=theme.backings.exclude(person=None).values("person"))
