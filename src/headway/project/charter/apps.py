"""Django's name for this room."""

from django.apps import AppConfig


class CharterConfig(AppConfig):
    """Projects and what was agreed about them."""

    name = "headway.project.charter"
    label = "charter"
    default_auto_field = "django.db.models.BigAutoField"
