"""Django's name for this room."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo organisation."""

    name = "headway.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"
