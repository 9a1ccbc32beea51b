from django.urls import path

from community.notifications import choosing, views

app_name = "notifications"
urlpatterns = [
    path("meldingen/", views.tray, name="tray"),
    path("meldingen/badge/", views.badge, name="badge"),
    path("meldingen/gelezen/", views.mark_read, name="mark_read"),
    path("meldingen/<int:pk>/", views.open_notice, name="open"),
    path("meldingen/<int:pk>/ga/", views.go, name="go"),
    path("meldingen/<int:pk>/stil/", views.mute, name="mute"),
    path("voorkeuren/", choosing.preferences, name="preferences"),
    path("voorkeuren/manieren/", choosing.choose_ways, name="choose_ways"),
    path("voorkeuren/telefoon/", choosing.subscribe, name="subscribe"),
    path("voorkeuren/hoe-vaak/", choosing.choose_paces, name="choose_paces"),
]
