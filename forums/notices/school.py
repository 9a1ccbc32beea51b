"""Who hears of it when a question for the school is asked, read, answered or late."""

from community.accounts.models import User
from community.activity.notices import Notice
from community.notifications.sorts import Sort
from community.richtext import excerpt
from forums.models import SchoolDesk
from forums.notices.talk import TITLE
from networks.models import Membership
from networks.notices.reader import moderators, name_of


class _AboutQuestion(Notice):
    """A question and the people around it."""

    def facts(self, event):
        title = excerpt(self.question(event).topic.shown_title, TITLE)
        return {"name": name_of(event.by, event.network), "title": title}

    def question(self, event):
        return event.about

    def place(self, event):
        return f"topic-{self.question(event).topic_id}"


class _ToSchool(_AboutQuestion):
    """The people of the school, or who stands in for them."""

    sort = Sort.TASKS

    def recipients(self, event):
        stand_in = SchoolDesk.objects.of(event.network).stand_in
        if stand_in is not None:
            return User.objects.filter(pk=stand_in.user_id)
        staff = event.network.memberships.current().filter(kind=Membership.Kind.SCHOOL)
        return User.objects.filter(memberships__in=staff)


class _ToParents(_AboutQuestion):
    """Who asked, and who said "same here"."""

    sort = Sort.SCHOOL

    def recipients(self, event):
        question = self.question(event)
        concerned = {question.topic.asker_key, *question.backers()} - {None}
        return User.objects.filter(pk__in=concerned)


class SchoolAsked(_ToSchool):
    verb = "forums.school_asked"


class SchoolAskedFurther(_ToSchool):
    verb = "forums.school_asked_further"


class SchoolReminded(_ToSchool):
    verb = "forums.school_reminded"


class SchoolRead(_ToParents):
    """Only who asked: that it was read is no answer."""

    verb = "forums.school_read"

    def recipients(self, event):
        return User.objects.filter(pk=event.about.topic.asker_key)


class SchoolDelayed(_ToParents):
    verb = "forums.school_delayed"

    def facts(self, event):
        return {**super().facts(event), "day": event.about.day.isoformat()}


class SchoolAnswered(_ToParents):
    verb = "forums.school_answered"

    def is_visible_to(self, person, event):
        return event.about.is_shown and super().is_visible_to(person, event)

    def question(self, event):
        return event.about.topic.school_question


class SchoolLate(_AboutQuestion):
    """Moderators: a person calls the school, not a machine."""

    verb = "forums.school_late"
    sort = Sort.TASKS

    def recipients(self, event):
        return moderators(event)
