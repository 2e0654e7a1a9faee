"""Django's name for this room."""

from django.apps import AppConfig


class CockpitConfig(AppConfig):
    """Start pages of managers and sponsors. Has no tables."""

    name = "headway.project.cockpit"
    label = "cockpit"
