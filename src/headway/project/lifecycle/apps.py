"""Django's name for this room."""

from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    """Projects from opening to closing."""

    name = "headway.project.lifecycle"
    label = "lifecycle"
    default_auto_field = "django.db.models.BigAutoField"
