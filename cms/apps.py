from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self):
        from cms import receivers  # page models exist only from here on

        post_migrate.connect(receivers.plant_tree, sender=self)
