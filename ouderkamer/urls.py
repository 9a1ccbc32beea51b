from django.urls import path

from ouderkamer import feeds, for_parents, planning, receiving, repeating, views

app_name = "ouderkamer"
urlpatterns = [
    path("", views.agenda, name="agenda"),
    path("nieuw/", planning.gathering_new, name="gathering_new"),
    path("reeks/nieuw/", repeating.series_new, name="series_new"),
    path("reeks/<int:pk>/", repeating.series_change, name="series_change"),
    path("zet-in-agenda/", views.calendar, name="calendar"),
    path("zet-in-agenda/vernieuwen/", views.calendar_renew, name="calendar_renew"),
    path("<int:pk>.ics", feeds.gathering_ics, name="gathering_ics"),
    path("<int:pk>-<slug:slug>/", views.gathering, name="gathering"),
    path("<int:pk>/aanmelden/", views.sign_up, name="sign_up"),
    path("<int:pk>/afmelden/", views.withdraw, name="withdraw"),
    path("<int:pk>/aanmelden/ouder/", for_parents.sign_up_for, name="sign_up_for"),
    path("<int:pk>/briefje/<int:key>/", for_parents.slip, name="slip"),
    path("<int:pk>/briefje/<int:key>/briefje.pdf", for_parents.slip_pdf, name="slip_pdf"),
    path("<int:pk>/briefje/<int:key>/afzeggen/", for_parents.call_off, name="call_off"),
    path("<int:pk>/link/", for_parents.door, name="door"),
    path("<int:pk>/aanwezig/", receiving.sheet, name="sheet"),
    path("<int:pk>/aanwezig/tellen/", receiving.count, name="count"),
    path("<int:pk>/aanwezig/<int:key>/", receiving.tick, name="tick"),
    path("<int:pk>/aanwezig/<int:key>/opvolgen/", receiving.follow_up, name="follow_up"),
    path("<int:pk>/veranderen/", planning.change, name="change"),
    path("<int:pk>/afgelasten/", planning.cancel, name="cancel"),
    path("<int:pk>/gaat-door/", planning.resume, name="resume"),
]
