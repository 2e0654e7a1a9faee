"""Routes of the shell."""

from django.conf import settings
from django.urls import URLPattern, path

from .gallery import gallery
from .views import home

urlpatterns: list[URLPattern] = [path("", home, name="home")]
if settings.DEBUG:  # for people who build pages: an installation does not serve it
    urlpatterns.append(path("gallery/", gallery, name="gallery"))
