"""What conversations hold of a person besides what they said, which stays without their name."""

from community.accounts.closing import Personal
from forums.mentions import without_names
from forums.models import Draft, Enclosure, Post


class Unsent(Personal):
    def forget(self, person):
        """What was never sent goes; files are swept away later."""
        Draft.objects.filter(person=person).delete()
        Enclosure.objects.unsent().filter(owner=person).delete()


class Called(Personal):
    def forget(self, person):
        """Where others called this person by name, there was a parent."""
        names = {person.first_name, *person.memberships.values_list("alias", flat=True)}
        for post in Post.objects.filter(mentioned=person).prefetch_related("versions"):
            post.text = without_names(post.text, names)
            post.save(update_fields=["text", "html"])
            for version in post.versions.all():
                version.text = without_names(version.text, names)
                version.save(update_fields=["text"])
            post.mentioned.remove(person)
