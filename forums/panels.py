from forums.models import Topic
from networks.panels import Panel

MOST = 3  # topics on Start


class Conversations(Panel):
    order = 20
    place = "talk"
    main = "forums/_start_panel.html"

    def unread(self, network, reader):
        topics = Topic.objects.visible_to(reader).filter(network=network)
        return topics.with_news_for(reader).unread().count()

    def facts(self, network, reader):
        """What is new first, then what was said last; nothing before the first conversation."""
        topics = Topic.objects.visible_to(reader).filter(network=network, shows_title=True)
        latest = topics.for_listing(reader).order_by("-is_unread", "-last_post_at", "-pk")
        shown = list(latest[:MOST])
        return {"network": network, "topics": shown} if shown else None
