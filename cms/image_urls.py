"""The pictures of public pages. Originals, with the place where they were taken, stay inside."""

from django.urls import path

from cms import views

app_name = "pictures"
urlpatterns = [path("<str:name>", views.picture, name="picture")]
