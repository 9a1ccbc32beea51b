from community.notifications.places import Place
from forums.models import Topic, Watch


class Conversation(Place):
    prefix = "topic"

    def mute(self, person, key, *, on):
        """Their own choice, made in the tray or by the foot of a letter."""
        topic = Topic.objects.filter(pk=key).first()
        if topic:
            Watch.objects.choose(topic, Watch.Level.MUTE if on else "", by=person)
