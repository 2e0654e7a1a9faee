"""The product's routes and the gallery, which an installation does not serve."""

from django.urls import path

from headway.config.urls import urlpatterns as product_urls
from headway.web.gallery import gallery

urlpatterns = [path("gallery/", gallery), *product_urls]
