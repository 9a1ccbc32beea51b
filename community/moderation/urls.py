"""What is reported in one network, below its own address."""

from django.urls import path

from community.moderation import emergencies, views

app_name = "moderation"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("logboek/", views.log, name="log"),
    path("vooraf/", views.precaution, name="precaution"),
    path("meld/<slug:kind>/<int:pk>/", views.report, name="report"),
    path("<int:pk>/", views.case, name="case"),
    path("<int:pk>/bekijk/", views.show, name="show"),
    path("<int:pk>/tweede/", views.second, name="second"),
    path("<int:pk>/nood/", emergencies.ask, name="emergency"),
    path("<int:pk>/nood/<int:emergency>/", emergencies.second, name="emergency_second"),
    path("<int:pk>/van-u/", views.told, name="told"),
]
