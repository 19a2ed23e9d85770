"""Django's registration of this application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, second factors, permissions."""

    name = "hocba_web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to allauth and join the clock's round."""
        from hocba_web.accounts import chores, receivers  # noqa: PLC0415  # they need the application registry

        receivers.connect()
        chores.register()
