"""Routes of this room."""

from django.urls import path

from . import views

urlpatterns = [
    path("projects/<int:project_id>/history/", views.history, name="history"),
]
