"""Django's name for this room."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Units, people, scopes and roles."""

    name = "headway.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"
