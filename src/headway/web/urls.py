"""Routes of the shell."""

from django.conf import settings
from django.urls import URLPattern, path

from .gallery import gallery

# The gallery is for people who build pages: an installation does not serve it.
urlpatterns: list[URLPattern] = [path("gallery/", gallery, name="gallery")] if settings.DEBUG else []
