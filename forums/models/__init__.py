from forums.models.feed_key import FeedKey
from forums.models.forum import Forum
from forums.models.opening import Opening
from forums.models.post import Post
from forums.models.reaction import Reaction
from forums.models.reading import TopicReading
from forums.models.topic import Topic

__all__ = ["FeedKey", "Forum", "Opening", "Post", "Reaction", "Topic", "TopicReading"]
