"""A post that waits for a moderator before others read it."""

from community.moderation.models import Case, Precaution


def hold_if_asked(post, membership, *, by, is_new=True):
    """Hold it when the moderators of its network want to read such a post first.

    What is said better later is no first message, but may bring in a link or a word.
    """
    spoke = type(post).objects.filter(topic__network=post.network, author=by).shown()
    others = spoke.exclude(pk=post.pk)
    concern = Precaution.objects.of(post.network).concern(
        post.said, membership, spoke_before=others.exists if is_new else lambda: True
    )
    if concern and not post.is_hidden:
        Case.objects.hold(post, concern)
