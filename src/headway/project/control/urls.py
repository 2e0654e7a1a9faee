"""Routes of this room."""

from django.urls import path

from . import views

BASE = "projects/<int:project_id>/status/"

urlpatterns = [
    path(BASE, views.status, name="status"),
    path(f"{BASE}assess/", views.assess, name="status_assess"),
    path(f"{BASE}comments/", views.comment, name="status_comment"),
    path(f"{BASE}comments/<int:comment_id>/answer/", views.answer, name="status_answer"),
    path(f"{BASE}actions/<int:action_id>/done/", views.finish, name="action_done"),
]
