from django.urls import path

from community.people import views

app_name = "people"
urlpatterns = [
    path("", views.me, name="me"),
    path("voorstellen/", views.introduce, name="introduce"),
    path("stop/", views.close, name="close"),
    path("gestopt/", views.closed, name="closed"),
    path("scherm/", views.set_screens, name="set_screens"),
]
