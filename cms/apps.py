from django.apps import AppConfig
from django.db.models.signals import post_migrate
from wagtail.signals import page_published, page_unpublished, post_page_move


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self):
        from cms import receivers  # page models exist only from here on

        post_migrate.connect(receivers.plant_tree, sender=self)
        page_published.connect(receivers.page_published)
        page_unpublished.connect(receivers.page_unpublished)
        post_page_move.connect(receivers.page_moved)
