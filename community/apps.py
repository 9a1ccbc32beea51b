from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CommunityConfig(AppConfig):
    name = "community"

    def ready(self):
        autodiscover_modules(
            "rules", "notices", "sources", "panels", "personal", "mail", "tasks", "checks"
        )
