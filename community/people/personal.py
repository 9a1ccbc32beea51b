"""What the people of this site hold of each other."""

from community.accounts.closing import Personal
from community.people.models import Block


class Blocks(Personal):
    def forget(self, person):
        Block.objects.forget(person)
