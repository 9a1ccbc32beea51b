from django.urls import path

from community.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.people, name="people"),
    path("word/<str:key>/", views.become, name="become"),
    path("post/", views.mailbox, name="mailbox"),
    path("post/<int:name>/", views.letter, name="letter"),
]
