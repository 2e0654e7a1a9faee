"""Routes of this room."""

from django.urls import path

from . import views

BASE = "projects/<int:project_id>/"

urlpatterns = [
    path("work/", views.work, name="work"),
    path("work/<int:project_id>/<int:activity_id>/", views.report, name="report_progress"),
    path(f"{BASE}team/", views.team, name="team"),
    path(f"{BASE}team/members/", views.welcome, name="team_member"),
    path(f"{BASE}team/resources/<int:resource_id>/", views.staff, name="team_resource"),
    path(f"{BASE}progress/", views.progress, name="progress"),
    path(f"{BASE}progress/data-date/", views.data_date, name="progress_data_date"),
    path(f"{BASE}progress/accept/", views.accept, name="progress_accept"),
    path(f"{BASE}progress/<int:report_id>/return/", views.give_back, name="progress_return"),
    path(f"{BASE}progress/<int:report_id>/withdraw/", views.withdraw, name="progress_withdraw"),
]
