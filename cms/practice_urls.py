from django.urls import path

from cms import taking_over

app_name = "practices"
urlpatterns = [path("<int:pk>/", taking_over.take_over, name="take_over")]
