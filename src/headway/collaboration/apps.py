"""Django's name for this room."""

from django.apps import AppConfig


class CollaborationConfig(AppConfig):
    """Comments."""

    name = "headway.collaboration"
    label = "collaboration"
    default_auto_field = "django.db.models.BigAutoField"
