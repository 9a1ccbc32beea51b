"""Below ``/gezin/``: the page of a family without an account, behind the code of its slip."""

from django.urls import path

from networks.outreach import own

app_name = "family"
urlpatterns = [
    path("<str:code>/", own.own, name="own"),
    path("<str:code>/geen-telefoon/", own.stop, name="stop"),
    path("<str:code>/terug/<int:pk>/", own.take_back, name="take_back"),
    path("<str:code>/wis/", own.forget, name="forget"),
    path("<str:code>/gegevens.json", own.download, name="download"),
]
