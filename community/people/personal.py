"""What the people of this site hold of each other."""

from community.accounts.closing import Personal
from community.mail.bounces import revive
from community.mail.models import Outgoing
from community.people.models import Block


class Blocks(Personal):
    def forget(self, person):
        Block.objects.forget(person)


class Post(Personal):
    """Letters and text messages to this person, those that left too."""

    def forget(self, person):
        Outgoing.objects.forget_address(person.email, person.mobile)
        revive(person.email)
