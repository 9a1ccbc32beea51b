"""A post that waits for a moderator before others read it."""

from community.moderation.models import Case, Precaution


def hold_if_asked(post, membership, *, by):
    """Hold it when the moderators of its network want to read such a post first."""
    spoke = type(post).objects.filter(topic__network=post.network, author=by).shown()
    concern = Precaution.objects.of(post.network).concern(
        post.said, membership, spoke_before=spoke.exclude(pk=post.pk).exists
    )
    if concern:
        Case.objects.hold(post, concern)
