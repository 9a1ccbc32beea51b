"""Who hears that mail waits for somebody to look."""

from django.urls import reverse

from community.activity.notices import Notice
from community.notifications.sorts import Sort
from networks.notices.reader import moderators


class MailHeld(Notice):
    """Somebody we do not know wrote to a forum: perhaps a parent who is not in yet."""

    verb = "forums.mail_held"
    sort = Sort.TASKS

    def recipients(self, event):
        return moderators(event)

    def url(self, event):
        return reverse("forums:held_strangers", args=[event.network.slug])

    def place(self, event):
        return f"post-{event.network_id}"
