"""What pages of schools hold of a person."""

from cms.models import Delivery, NewsletterStop, Reading, Sound, Suggestion
from cms.models.judging import Standing
from community.accounts.closing import Personal


class Sent(Personal):
    def forget(self, person):
        """A voice is its owner's and goes; words that a page took over stay, without a name."""
        Reading.objects.filter(by=person).delete()
        Sound.objects.unsent().filter(owner=person).delete()
        for suggestion in Suggestion.objects.filter(by=person, standing=Standing.WAITING):
            suggestion.take_back()
        Delivery.objects.filter(person=person).delete()
        NewsletterStop.objects.filter(person=person).delete()
