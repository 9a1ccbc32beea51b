"""What parents reported: it waits for the moderators."""

from community.moderation.models import Case
from forums.models import Post


def load(network, reports, people):
    for written in reports:
        post = Post.objects.get(topic__network=network, text__startswith=written["begins"])
        words = written.get("words", "")  # of the first who says it
        for reporter in written["by"]:
            said = {"concern": written["concern"], "words": words}
            Case.objects.report(post, **said, by=people[reporter])
            words = ""
