"""Who hears of it when two moderators look who wrote something without a name."""

from community.accounts.models import User
from community.activity.notices import Notice
from community.notifications.sorts import Sort
from networks.notices.reader import is_inside, moderators, name_of


class NameAsked(Notice):
    """The other moderators: one of them must agree before a name is seen."""

    verb = "forums.name_asked"
    sort = Sort.TASKS

    def recipients(self, event):
        return moderators(event)

    def facts(self, event):
        return {"name": name_of(event.by, event.network), "reason": event.about.reason}


class NameOpened(Notice):
    """The writer, for whom this is serious: never silently."""

    verb = "forums.name_opened"
    sort = Sort.DECISIONS

    def recipients(self, event):
        return User.objects.filter(pk=event.about.post.writer_key)

    def is_visible_to(self, person, event):
        return is_inside(person, event.network_id)

    def url(self, event):
        return event.about.post.get_absolute_url()

    def facts(self, event):
        return {"reason": event.about.reason}
