"""Django's name for this room."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Import of plans."""

    name = "headway.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
