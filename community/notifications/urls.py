from django.urls import path

from community.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.tray, name="tray"),
    path("badge/", views.badge, name="badge"),
    path("gelezen/", views.mark_read, name="mark_read"),
    path("<int:pk>/", views.open_notice, name="open"),
]
