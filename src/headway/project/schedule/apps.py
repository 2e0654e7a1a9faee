"""Django's name for this room."""

from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    """The plan of a project."""

    name = "headway.project.schedule"
    label = "schedule"
    default_auto_field = "django.db.models.BigAutoField"
