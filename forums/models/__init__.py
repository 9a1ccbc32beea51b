from forums.models.by_mail import HeldMail
from forums.models.draft import Draft
from forums.models.enclosure import Enclosure
from forums.models.feed_key import FeedKey
from forums.models.forum import Forum
from forums.models.heard import Heard
from forums.models.opening import Opening
from forums.models.place import Place
from forums.models.post import Post
from forums.models.reaction import Reaction
from forums.models.reading import TopicReading
from forums.models.school_desk import SchoolDesk
from forums.models.school_question import SchoolQuestion
from forums.models.shift import Shift
from forums.models.topic import Topic
from forums.models.version import Version
from forums.models.watch import Watch

__all__ = [
    "Draft",
    "Enclosure",
    "FeedKey",
    "Forum",
    "Heard",
    "HeldMail",
    "Opening",
    "Place",
    "Post",
    "Reaction",
    "SchoolDesk",
    "SchoolQuestion",
    "Shift",
    "Topic",
    "TopicReading",
    "Version",
    "Watch",
]
