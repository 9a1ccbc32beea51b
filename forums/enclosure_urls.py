from community.enclosures.views import doors
from forums.models import Enclosure

app_name = "forum_enclosures"
urlpatterns = doors(Enclosure)
