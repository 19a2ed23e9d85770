"""Addresses of this application; each part of it has its own file."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from hocba_web.schools import urls_pupils, urls_regulation, urls_setup, urls_staff

app_name = "schools"
urlpatterns: list[URLPattern | URLResolver] = [
    *urls_pupils.urlpatterns,
    *urls_regulation.urlpatterns,
    *urls_setup.urlpatterns,
    *urls_staff.urlpatterns,
]
