"""What conversations hold of a person besides what they said, which stays without their name."""

from community.accounts.closing import Personal
from forums.models import Draft, Enclosure, HeldMail, Post
from networks.mentions import names_of, without_names


class Unsent(Personal):
    def forget(self, person):
        """What was never sent goes; files are swept away later."""
        Draft.objects.filter(person=person).delete()
        HeldMail.objects.filter(person=person).delete()
        Enclosure.objects.unsent().filter(owner=person).delete()


class Called(Personal):
    def forget(self, person):
        """Where others called this person by name, there was a parent."""
        names = names_of(person)
        for post in Post.objects.filter(mentioned=person).prefetch_related("versions"):
            post.text = without_names(post.text, names)
            post.save(update_fields=["text", "html"])
            for version in post.versions.all():
                version.text = without_names(version.text, names)
                version.save(update_fields=["text"])
            post.mentioned.remove(person)
