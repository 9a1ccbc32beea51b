from django.urls import path

from forums.views import enclosures

app_name = "forum_enclosures"
urlpatterns = [
    path("<uuid:key>/", enclosures.enclosure, name="enclosure"),
    path("<uuid:key>/klein/", enclosures.small, name="small"),
]
