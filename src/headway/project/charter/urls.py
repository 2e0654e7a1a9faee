"""Routes of this room."""

from django.urls import path

from . import views

BASE = "projects/<int:project_id>/charter/"

urlpatterns = [
    path(BASE, views.charter, name="charter"),
    path(f"{BASE}heading/", views.heading, name="charter_heading"),
    path(f"{BASE}objectives/", views.objective, name="charter_new_objective"),
    path(f"{BASE}objectives/<int:objective_id>/", views.objective, name="charter_objective"),
    path(
        f"{BASE}objectives/<int:objective_id>/remove/",
        views.remove_objective,
        name="charter_remove_objective",
    ),
    path(f"{BASE}constraints/", views.constraint, name="charter_new_constraint"),
    path(f"{BASE}constraints/<int:constraint_id>/", views.constraint, name="charter_constraint"),
    path(
        f"{BASE}constraints/<int:constraint_id>/remove/",
        views.remove_constraint,
        name="charter_remove_constraint",
    ),
    path(f"{BASE}tolerances/", views.tolerance, name="charter_new_tolerance"),
    path(f"{BASE}tolerances/<slug:dimension>/", views.tolerance, name="charter_tolerance"),
    path(
        f"{BASE}tolerances/<slug:dimension>/remove/", views.remove_tolerance, name="charter_remove_tolerance"
    ),
    path(f"{BASE}submit/", views.submit, name="charter_submit"),
    path(f"{BASE}confirm/", views.confirm, name="charter_confirm"),
    path(f"{BASE}return/", views.give_back, name="charter_return"),
]
