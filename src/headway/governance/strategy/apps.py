"""Django's name for this room."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """Portfolios and programmes."""

    name = "headway.governance.strategy"
    label = "strategy"
    default_auto_field = "django.db.models.BigAutoField"
