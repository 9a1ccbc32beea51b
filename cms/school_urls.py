"""Besides the pages of a school that Wagtail keeps; these addresses go first."""

from django.urls import path

from cms import proposing, public

app_name = "schools"
urlpatterns = [
    path("voorgelezen/<uuid:key>/", public.sound, name="sound"),
    path("<slug:school>/nieuws/", public.news, name="news"),
    path("<slug:school>/nieuws.atom", public.atom, name="atom"),
    path("<slug:school>/agenda.ics", public.calendar, name="calendar"),
    path("<slug:school>/voorstel/", proposing.suggest, name="suggest"),
    path("<slug:school>/voorstel/<int:page>/", proposing.suggest, name="suggest_page"),
    path("<slug:school>/bericht/", proposing.write, name="write"),
    path("<slug:school>/voorlezen/<int:page>/", proposing.record, name="record"),
]
