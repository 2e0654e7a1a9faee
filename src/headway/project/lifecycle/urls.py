"""Routes of this room."""

from django.urls import path

from . import views

BASE = "projects/<int:project_id>/life/"
REQUEST = f"{BASE}requests/<int:move_request_id>/"

urlpatterns = [
    path("projects/new/", views.new_project, name="new_project"),
    path(BASE, views.life, name="life"),
    path(f"{BASE}decide/", views.decide_move, name="life_decide"),
    path(f"{BASE}request/", views.request_move, name="life_request"),
    path(f"{REQUEST}decline/", views.decline_move, name="life_decline"),
    path(f"{REQUEST}withdraw/", views.withdraw_move, name="life_withdraw"),
]
