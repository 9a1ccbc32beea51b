from django.urls import path

from ouderkamer import feeds

app_name = "feeds"
urlpatterns = [
    path("openbaar/<int:pk>.ics", feeds.public_ics, name="public_ics"),
    path("<str:token>.ics", feeds.personal, name="personal"),
]
