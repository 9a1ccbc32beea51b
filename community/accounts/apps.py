from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "community.accounts"

    def ready(self):
        from community.accounts import receivers  # noqa: F401 (importing connects them)
