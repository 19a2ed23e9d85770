"""Addresses of statistics."""

from django.urls import path

from hocba_web.desk.statistics import views

urlpatterns = [
    path("", views.statistics, name="statistics"),
    path("tai/", views.export, name="statistics_export"),
]
