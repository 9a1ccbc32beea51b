from django.urls import path

from forums import feeds

app_name = "forum_feeds"
urlpatterns = [path("<str:token>/<slug:network>.atom", feeds.atom, name="atom")]
