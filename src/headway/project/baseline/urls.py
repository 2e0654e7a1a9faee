"""Routes of this room."""

from django.urls import path

from . import views

BASE = "projects/<int:project_id>/baseline/"

urlpatterns = [
    path(BASE, views.baseline, name="baseline"),
    path(f"{BASE}propose/", views.propose, name="baseline_propose"),
    path(f"{BASE}<int:proposal_id>/withdraw/", views.withdraw, name="baseline_withdraw"),
    path(f"{BASE}<int:proposal_id>/approve/", views.approve, name="baseline_approve"),
    path(f"{BASE}<int:proposal_id>/return/", views.give_back, name="baseline_return"),
]
