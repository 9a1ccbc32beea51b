from django.urls import path

from ouderkamer import feeds, planning, repeating, views

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
    path("<int:pk>/veranderen/", planning.change, name="change"),
    path("<int:pk>/afgelasten/", planning.cancel, name="cancel"),
    path("<int:pk>/gaat-door/", planning.resume, name="resume"),
]
