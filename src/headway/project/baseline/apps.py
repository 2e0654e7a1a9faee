"""Django's name for this room."""

from django.apps import AppConfig


class BaselineConfig(AppConfig):
    """Baselines and the decisions behind them."""

    name = "headway.project.baseline"
    label = "baseline"
    default_auto_field = "django.db.models.BigAutoField"
