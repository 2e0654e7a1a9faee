"""Django's name for this room."""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """The portfolio page."""

    name = "headway.office.portfolio"
    label = "portfolio"
