"""Routes of this room."""

from django.urls import path

from . import views

BASE = "projects/<int:project_id>/plan/"

urlpatterns = [
    path(BASE, views.plan, name="plan"),
    path(f"{BASE}dates/", views.dates, name="plan_dates"),
    path(f"{BASE}start/", views.start, name="plan_start"),
    path(f"{BASE}data-date/", views.data_date, name="plan_data_date"),
]
