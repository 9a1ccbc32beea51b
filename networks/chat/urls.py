from django.urls import path

from networks.chat import keeping, views

app_name = "chat"
urlpatterns = [
    path("", views.rooms, name="rooms"),
    path("zeg/", views.begin, name="begin"),
    path("instellen/", keeping.rooms, name="keep"),
    path("instellen/tijden/", keeping.hours, name="keep_hours"),
    path("instellen/<int:room>/", keeping.room, name="keep_room"),
    path("<int:room>/", views.room, name="room"),
    path("<int:room>/berichten/", views.messages, name="messages"),
    path("<int:room>/berichten/zeg/", views.say, name="say"),
    path("<int:room>/gelezen/", views.read, name="read"),
    path("bericht/<int:pk>/", views.message, name="message"),
    path("bericht/<int:pk>/verander/", views.edit, name="edit"),
    path("bericht/<int:pk>/haal-weg/", views.take_back, name="take_back"),
    path("bericht/<int:pk>/verberg/", views.hide, name="hide"),
    path("bericht/<int:pk>/zet-terug/", views.restore, name="restore"),
]
