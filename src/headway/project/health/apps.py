"""Django's name for this room."""

from django.apps import AppConfig


class HealthConfig(AppConfig):
    """Tolerance use and computed status of projects."""

    name = "headway.project.health"
    label = "health"
    default_auto_field = "django.db.models.BigAutoField"
