from community.enclosures.views import doors
from networks.chat.models import Enclosure

app_name = "chat_enclosures"
urlpatterns = doors(Enclosure)
