"""Django's name for the page shell."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Base templates, components, error pages."""

    name = "headway.web"
    label = "web"
