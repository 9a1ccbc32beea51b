from django.urls import path

from ouderkamer import at_the_door, feeds, guests

app_name = "feeds"
urlpatterns = [
    path("openbaar/<int:pk>.ics", feeds.public_ics, name="public_ics"),
    path("gast/<str:token>/", guests.speaker, name="speaker"),
    path("kom/<str:key>/", at_the_door.come, name="come"),
    path("kom/<str:key>/<str:code>/", at_the_door.came, name="came"),
    path("<str:token>.ics", feeds.personal, name="personal"),
    path("<str:token>/<slug:network>.ics", feeds.personal, name="of_network"),
]
