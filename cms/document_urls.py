"""Where Wagtail expects its documents; handed out by our own door."""

from django.urls import path

from cms.documents import document

urlpatterns = [
    path("<int:document_id>/<str:document_filename>", document, name="wagtaildocs_serve"),
]
