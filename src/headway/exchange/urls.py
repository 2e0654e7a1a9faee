"""Routes of this room."""

from django.urls import path

from .views import importing, reports, updates

PROJECT = "projects/<int:project_id>/"

urlpatterns = [
    path("projects/import/", importing.import_project, name="import_project"),
    path("imports/<int:pk>/", importing.job, name="import_job"),
    path(f"{PROJECT}import/", importing.newer_file, name="import_newer"),
    path(f"{PROJECT}imports/", importing.files, name="import_files"),
    path(f"{PROJECT}imports/<int:pk>/", reports.report, name="import_report"),
    path(f"{PROJECT}imports/<int:pk>/omitted/", reports.not_taken_over, name="import_omitted"),
    path(f"{PROJECT}imports/<int:pk>/report.csv", reports.report_csv, name="import_csv"),
    path(f"{PROJECT}updates/<int:pk>/", updates.update, name="plan_update"),
    path(f"{PROJECT}updates/<int:pk>/apply/", updates.apply_update, name="plan_update_apply"),
    path(f"{PROJECT}updates/<int:pk>/discard/", updates.discard_update, name="plan_update_discard"),
]
