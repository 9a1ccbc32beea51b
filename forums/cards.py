"""A conversation in the list and a post on its page, as plain facts for one reader.

Whoever sees the same sees the same card, so it is drawn once; what a reader may not see is not
among the facts at all.
"""

from dataclasses import dataclass
from datetime import datetime

from community.enclosures.cards import EnclosureCard
from community.templatetags.ui import ago
from forums.models import Reaction


@dataclass(frozen=True)
class Writer:
    """Somebody as members of one network know them; ``pk`` only chooses a colour."""

    pk: int
    initials: str
    name: str

    def __str__(self):
        return self.name

    @classmethod
    def of(cls, person, network):
        known = network.known(person)
        return known and cls(known.pk, known.initials, str(known))


@dataclass(frozen=True)
class TopicCard:
    pk: int
    url: str
    title: str
    lang: str
    kind: str
    outcome: str
    forum: str
    is_unread: bool
    is_pinned: bool
    is_answered: bool
    is_closed: bool
    school_replied: bool
    reply_count: int
    writer: Writer | None
    speaker: Writer | None
    said: str
    said_lang: str
    at: datetime
    ago: str

    @classmethod
    def of(cls, topic, network):
        """``topic`` comes from ``for_listing``."""
        last = topic.last_post
        speaks = topic.reply_count and not last.is_first
        return cls(
            pk=topic.pk,
            url=topic.get_absolute_url(),
            title=topic.shown_title,
            lang=topic.lang,
            kind=topic.kind,
            outcome=topic.get_outcome_display(),
            forum=topic.forum.name,
            is_unread=topic.is_unread,
            is_pinned=topic.is_pinned,
            is_answered=topic.is_answered,
            is_closed=not topic.is_open,
            school_replied=topic.school_replied,
            reply_count=topic.reply_count,
            writer=Writer.of(topic.author, network),
            speaker=Writer.of(last.author, network) if speaks else None,
            said=last.gist() if speaks else "",
            said_lang=last.lang if speaks else "",
            at=topic.last_post_at,
            ago=ago(topic.last_post_at),
        )


@dataclass(frozen=True)
class PostCard:
    pk: int
    network: str  # its slug
    home: str  # the address of its topic
    writer: Writer | None
    about: tuple  # role and groups, in words
    nameless: bool
    from_school: bool
    is_first: bool
    is_mine: bool
    helped: bool
    at: datetime
    ago: str
    changed: bool
    state: str  # "shown", "taken" or "hidden"
    title: str  # of a hidden first post, for who may still read it
    reason: str
    html: str
    lang: str
    enclosures: tuple
    reactions: tuple  # of (kind, how many, whether the reader's is among them)
    may: frozenset  # what the reader does with it, as words of _post.html
    lets_go: tuple  # keys of memberships of the writer, for moderators


class Drawing:
    """Makes the cards of one page of posts; ``topic`` comes ``for_page`` of its reader."""

    def __init__(self, topic, network, *, moderates, replies, asked):
        self.topic, self.network = topic, network
        self.moderates, self.replies, self.asked = moderates, replies, asked
        self.goes_on = not network.is_archived
        self.home = topic.get_absolute_url()

    def card(self, post):
        """``post`` comes ``for_reading``, with its writer's memberships ``here``."""
        state = _state(post)
        return PostCard(
            pk=post.pk,
            network=self.network.slug,
            home=self.home,
            writer=Writer.of(post.author, self.network),
            about=_about(post),
            nameless=post.nameless,
            from_school=post.from_school,
            is_first=post.is_first,
            is_mine=post.is_mine,
            helped=self.topic.answer_id == post.pk,
            at=post.posted_at,
            ago=ago(post.posted_at),
            changed=post.edited_at is not None,
            state=state,
            **self._words(post, state),
            lang=post.lang,
            enclosures=self._enclosures(post, state),
            reactions=tuple(self._reactions(post)) if state == "shown" else (),
            may=frozenset(self._may(post, state)),
            lets_go=tuple(self._lets_go(post)),
        )

    def _words(self, post, state):
        """What of it this reader may read: of a hidden one only its writer and moderators."""
        is_hidden = state == "hidden"
        if state == "taken" or (is_hidden and not (post.is_mine or self.moderates)):
            return {"title": "", "reason": "", "html": ""}
        title = self.topic.title if is_hidden and post.is_first else ""
        return {"title": title, "reason": post.hidden_reason, "html": post.html}

    def _enclosures(self, post, state):
        shows = state == "shown" or (state == "hidden" and self.moderates)
        if not (shows and post.brings):
            return ()
        writes = self.goes_on and (post.is_mine or self.moderates)
        return tuple(EnclosureCard.of(row, writes=writes) for row in post.enclosures.all())

    def _reactions(self, post):
        kinds = [kind for kind in Reaction.Kind if hasattr(post, kind.value)]
        kinds.sort(key=lambda kind: kind != Reaction.Kind.IDEA)  # what a proposal asks for first
        for kind in kinds:
            if kind != Reaction.Kind.IDEA or post.is_first:
                yield kind.value, getattr(post, kind.value), getattr(post, f"my_{kind.value}")

    def _may(self, post, state):
        own, network = post.is_mine, self.network
        settles = self.topic.is_question and not post.is_first and (self.asked or self.moderates)
        passes_on = network.recognition == "recognised" and not self.topic.is_for_school
        rights = {
            "report": not own and state == "shown",
            "react": state == "shown" and self.goes_on,
            "quote": state == "shown" and self.replies and not self.topic.is_for_school,
            "settle": state == "shown" and self.goes_on and settles,
            "edit": own and state == "shown" and self.goes_on and self.topic.is_open,
            "pass_on": own and state == "shown" and self.goes_on and passes_on,
            "take_back": own and state == "shown",
            "undo": own and state == "taken" and post.can_come_back,
            "hide": self.moderates and state != "hidden",
            "restore": self.moderates and state == "hidden",
            "ask_name": self.moderates and post.nameless and self.goes_on,
        }
        return (right for right, has_it in rights.items() if has_it)

    def _lets_go(self, post):
        if self.moderates and not post.is_mine and post.author:
            return (membership.pk for membership in post.author.here)
        return ()


def _state(post):
    if post.taken_back_at:
        return "taken"
    return "hidden" if post.is_hidden else "shown"


def _about(post):
    here = post.author.here if post.author else ()
    words = [word for member in here[:1] for word in (member.role, member.group_line)]
    return tuple(word for word in words if word)
