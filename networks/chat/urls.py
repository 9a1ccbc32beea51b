from django.urls import path

from networks.chat import company, deeds, hosting, keeping, quieting, views

app_name = "chat"
urlpatterns = [
    path("", views.rooms, name="rooms"),
    path("lijst/", views.rooms_anew, name="rooms_anew"),
    path("zeg/", views.begin, name="begin"),
    path("instellen/", keeping.rooms, name="keep"),
    path("instellen/tijden/", keeping.hours, name="keep_hours"),
    path("instellen/<int:room>/", keeping.room, name="keep_room"),
    path("instellen/<int:room>/wie/", keeping.seat, name="keep_seat"),
    path("<int:room>/", views.room, name="room"),
    path("<int:room>/berichten/", views.messages, name="messages"),
    path("<int:room>/berichten/zeg/", views.say, name="say"),
    path("<int:room>/gelezen/", views.read, name="read"),
    path("<int:room>/namen/", views.names, name="names"),
    path("<int:room>/over/", company.about, name="about"),
    path("<int:room>/meldingen/", company.level, name="level"),
    path("<int:room>/doe-mee/", company.join, name="join"),
    path("<int:room>/ga-weg/", company.leave, name="leave"),
    path("<int:room>/rust/", company.stand, name="stand"),
    path("rustig/<int:case>/", quieting.quiet_new, name="quiet_new"),
    path("<int:room>/rustig/klaar/", quieting.quiet_close, name="quiet_close"),
    path("gast/nieuw/", hosting.plan, name="hour_new"),
    path("<int:room>/vragen/", hosting.questions, name="questions"),
    path("<int:room>/vragen/<int:pk>/laat-door/", hosting.let_through, name="let_through"),
    path("<int:room>/vragen/<int:pk>/niet/", hosting.decline, name="decline"),
    path("<int:room>/sluit/", hosting.close, name="hour_close"),
    path("met/<int:member>/", company.write_to, name="write_to"),
    path("bericht/<int:pk>/", deeds.message, name="message"),
    path("bericht/<int:pk>/verander/", deeds.edit, name="edit"),
    path("bericht/<int:pk>/reageer/", deeds.react, name="react"),
    path("bericht/<int:pk>/zet-bovenaan/", deeds.pin, name="pin"),
    path("bericht/<int:pk>/haal-weg/", deeds.take_back, name="take_back"),
    path("bericht/<int:pk>/verberg/", deeds.hide, name="hide"),
    path("bericht/<int:pk>/zet-terug/", deeds.restore, name="restore"),
]
