"""Routes of this room."""

from django.urls import path

from . import views

BASE = "projects/<int:project_id>/"

urlpatterns = [
    path("work/", views.work, name="work"),
    path(f"{BASE}activities/<int:activity_id>/progress/", views.report, name="report_progress"),
    path(f"{BASE}progress/", views.progress, name="progress"),
    path(f"{BASE}progress/accept/", views.accept, name="progress_accept"),
    path(f"{BASE}progress/<int:report_id>/return/", views.give_back, name="progress_return"),
]
