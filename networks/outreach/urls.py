"""Below ``/netwerk/<slug>/bellen/``."""

from django.urls import path

from networks.outreach import families, on_behalf, views

app_name = "outreach"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("ronde/nieuw/", views.round_new, name="round_new"),
    path("ronde/<int:pk>/klaar/", views.round_end, name="round_end"),
    path("ronde/<int:pk>/volgende/", views.pull, name="pull"),
    path("gesprek/<int:pk>/", views.turn, name="turn"),
    path("gesprek/<int:pk>/laat/", views.drop, name="drop"),
    path("gesprek/<int:pk>/komt/<int:gathering>/", views.sign_up, name="sign_up"),
    path("gezinnen/", families.families, name="families"),
    path("gezinnen/nieuw/", families.family_new, name="family_new"),
    path("gezinnen/lijst/", families.from_list, name="from_list"),
    path("gezinnen/<int:pk>/", families.family, name="family"),
    path("gezinnen/<int:pk>/geen-telefoon/", families.stop_calls, name="stop_calls"),
    path("gezinnen/<int:pk>/komt/<int:gathering>/", on_behalf.said_yes, name="said_yes"),
    path("gezinnen/<int:pk>/briefje/", on_behalf.receipt, name="receipt"),
    path("gezinnen/<int:pk>/briefje/nieuw/", on_behalf.renew_slip, name="renew_slip"),
    path("gezinnen/<int:pk>/terug/<int:said>/", on_behalf.take_back, name="take_back"),
    path("niet-gekomen/", views.missed, name="missed"),
]
