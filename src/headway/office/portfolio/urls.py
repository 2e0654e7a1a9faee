"""Routes of this room."""

from django.urls import path

from . import views

urlpatterns = [
    path("portfolio/", views.portfolio, name="portfolio"),
    path("portfolio/projects.csv", views.portfolio_csv, name="portfolio_csv"),
]
