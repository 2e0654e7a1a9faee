"""Django's name for this room."""

from django.apps import AppConfig


class StoryConfig(AppConfig):
    """The journal in words. Has no tables."""

    name = "headway.project.story"
    label = "story"
