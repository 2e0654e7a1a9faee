"""Django's name for this room."""

from django.apps import AppConfig


class ControlConfig(AppConfig):
    """Assessed status and actions."""

    name = "headway.project.control"
    label = "control"
    default_auto_field = "django.db.models.BigAutoField"
