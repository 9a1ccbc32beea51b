from community.enclosures.views import doors
from ouderkamer.models import Recording

app_name = "theme_recordings"
urlpatterns = doors(Recording)
