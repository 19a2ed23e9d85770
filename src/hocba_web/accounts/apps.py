"""Django's registration of this application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, second factors, permissions."""

    name = "hocba_web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
