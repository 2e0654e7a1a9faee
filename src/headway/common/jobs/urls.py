"""Routes of this room."""

from django.urls import path

from . import views

urlpatterns = [
    path("jobs/<int:pk>/", views.progress, name="job_progress"),
    path("jobs/<int:pk>/cancel/", views.cancel, name="job_cancel"),
]
