from django.urls import include, path

from forums import views

a_topic = [
    path("", views.topic, name="topic"),
    path("antwoord/", views.reply, name="reply"),
    path("gelezen/", views.mark_read, name="mark_read"),
    path("sluit/", views.close, name="close"),
    path("heropen/", views.reopen, name="reopen"),
    path("zet-bovenaan/", views.pin, name="pin"),
    path("zet-los/", views.unpin, name="unpin"),
]
a_post = [
    path("reageer/", views.react, name="react"),
    path("hielp/", views.settle, name="settle"),
    path("verander/", views.edit, name="edit"),
    path("haal-weg/", views.take_back, name="take_back"),
    path("zet-terug-eigen/", views.put_back, name="put_back"),
    path("verberg/", views.hide, name="hide"),
    path("zet-terug/", views.restore, name="restore"),
]

app_name = "forums"
urlpatterns = [
    path("", views.topics, name="topics"),
    path("nieuw/", views.topic_new, name="topic_new"),
    path("volg/", views.feed, name="feed"),
    path("volg/vernieuwen/", views.feed_renew, name="feed_renew"),
    path("<int:pk>-<slug:slug>/", include(a_topic)),
    path("bericht/<int:pk>/", include(a_post)),
]
