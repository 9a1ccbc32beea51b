"""What networks hold of a person, and why somebody may have to stay a little longer."""

from django.utils.translation import gettext

from community.accounts.closing import Personal


class Memberships(Personal):
    def reason_to_wait(self, person):
        """The networks that would be left without a moderator, by name."""
        alone = [m.network.name for m in _current(person) if m.is_last_moderator]
        if not alone:
            return ""
        sentence = gettext("You still have a task. Hand it over first: moderator of %(networks)s.")
        return sentence % {"networks": ", ".join(alone)}

    def forget(self, person):
        """End every membership, raises ``LastModerator``; then what was said of oneself goes."""
        for membership in _current(person):
            membership.end(by=person)
        person.memberships.update(alias="", reachable="", groups=[], shows_groups=False)
        person.requests.all().delete()


def _current(person):
    """In one order for everybody, so that two who go at once never wait for each other."""
    return person.memberships.current().select_related("network").order_by("network")
