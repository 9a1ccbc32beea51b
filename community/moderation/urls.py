"""What is reported in one network, below its own address."""

from django.urls import path

from community.moderation import emergencies, handling, views

app_name = "moderation"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("logboek/", views.log, name="log"),
    path("vooraf/", views.precaution, name="precaution"),
    path("meld/<slug:kind>/<int:pk>/", views.report, name="report"),
    path("<int:pk>/", views.case, name="case"),
    path("<int:pk>/bekijk/", handling.show, name="show"),
    path("<int:pk>/tweede/", handling.second, name="second"),
    path("<int:pk>/kijk/", handling.take, name="take"),
    path("<int:pk>/notitie/", handling.note, name="note"),
    path("<int:pk>/nood/", emergencies.ask, name="emergency"),
    path("<int:pk>/nood/<int:emergency>/", emergencies.second, name="emergency_second"),
    path("<int:pk>/van-u/", views.told, name="told"),
]
