"""Django's name for this room."""

from django.apps import AppConfig


class CharterConfig(AppConfig):
    """What sponsor and manager agreed about a project."""

    name = "headway.project.charter"
    label = "charter"
    default_auto_field = "django.db.models.BigAutoField"
