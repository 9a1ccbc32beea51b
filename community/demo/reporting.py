"""What parents reported: it waits for the moderators."""

from community.moderation.models import Case
from forums.models import Post


def load(network, reports, people):
    for written in reports:
        post = Post.objects.get(topic__network=network, text__startswith=written["begins"])
        said = {"concern": written["concern"], "words": written.get("words", "")}
        for reporter in written["by"]:
            Case.objects.report(post, **said, by=people[reporter])
