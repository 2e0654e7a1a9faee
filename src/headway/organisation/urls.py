"""Routes of this room."""

from django.urls import path

from . import views

urlpatterns = [
    path("hat/", views.switch_hat, name="switch_hat"),
    path("roles/", views.roles, name="roles"),
    path("roles/request/", views.request_role, name="role_request"),
    path("roles/<int:role_grant_id>/decide/", views.decide_role, name="role_decide"),
    path("roles/<int:role_grant_id>/end/", views.end_role, name="role_end"),
]
