"""Django's name for this room."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Jobs of all rooms."""

    name = "headway.common.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
