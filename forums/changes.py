"""The edits of one post as its page shows them."""

from dataclasses import dataclass

from community.moderation.compare import changes
from forums.models import Version

MOST = 20  # changes of one post on its page, the latest


@dataclass(frozen=True)
class Change:
    """One edit as a page shows it: the version it replaced, and the parts of both texts.

    Hidden when either of the two was: each would tell the other.
    """

    version: object
    is_hidden: bool
    title: list
    parts: list


def history(post):
    """The latest ``Change``s of ``post``, newest first."""
    versions = list(post.versions.order_by("-pk")[:MOST])
    now = Version(title=post.topic.title if post.is_first else "", text=post.text)
    return [_change(old, new) for old, new in zip(versions, [now, *versions], strict=False)]


def _change(old, new):
    is_hidden = bool(old.hidden_at or new.hidden_at)
    title = changes(old.title, new.title) if old.title != new.title else []
    return Change(old, is_hidden, title, changes(old.text, new.text))
