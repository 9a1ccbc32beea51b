"""Letters of one network, below its own address."""

from django.urls import path

from cms import newsletters as views

app_name = "newsletters"
urlpatterns = [
    path("", views.archive, name="archive"),
    path("nieuw/", views.compose, name="new"),
    path("toch/", views.want_again, name="want_again"),
    path("<int:pk>/", views.letter, name="letter"),
    path("<int:pk>/veranderen/", views.compose, name="change"),
    path("<int:pk>/klaar/", views.plan, name="plan"),
    path("<int:pk>/wacht/", views.hold, name="hold"),
    path("<int:pk>/proef/", views.try_out, name="try_out"),
]
