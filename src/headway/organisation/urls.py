"""Routes of this room."""

from django.urls import path

from . import views

urlpatterns = [path("hat/", views.switch_hat, name="switch_hat")]
