"""Addresses of progress."""

from django.urls import path

from hocba_web.desk.progress import views

urlpatterns = [
    path("", views.overview, name="progress"),
    path("<int:school_id>/", views.school, name="progress_school"),
]
