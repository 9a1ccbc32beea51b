from django.apps import AppConfig


class OuderkamerConfig(AppConfig):
    name = "ouderkamer"
