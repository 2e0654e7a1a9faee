"""Django's name for this room."""

from django.apps import AppConfig


class TeamConfig(AppConfig):
    """Work of people and what they report of it."""

    name = "headway.project.team"
    label = "team"
    default_auto_field = "django.db.models.BigAutoField"
