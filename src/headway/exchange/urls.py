"""Routes of this room."""

from django.urls import path

from . import views

PROJECT = "projects/<int:project_id>/"

urlpatterns = [
    path("projects/import/", views.import_project, name="import_project"),
    path("imports/<int:pk>/", views.job, name="import_job"),
    path(f"{PROJECT}import/", views.newer_file, name="import_newer"),
    path(f"{PROJECT}imports/", views.files, name="import_files"),
    path(f"{PROJECT}imports/<int:pk>/", views.report, name="import_report"),
    path(f"{PROJECT}imports/<int:pk>/omitted/", views.not_taken_over, name="import_omitted"),
    path(f"{PROJECT}imports/<int:pk>/report.csv", views.report_csv, name="import_csv"),
    path(f"{PROJECT}updates/<int:pk>/", views.update, name="plan_update"),
    path(f"{PROJECT}updates/<int:pk>/apply/", views.apply_update, name="plan_update_apply"),
    path(f"{PROJECT}updates/<int:pk>/discard/", views.discard_update, name="plan_update_discard"),
]
