"""Addresses of this application."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from hocba_web.support import urls_guides, urls_privacy, urls_reports, urls_training

app_name = "support"
urlpatterns: list[URLPattern | URLResolver] = [
    *urls_guides.urlpatterns,
    *urls_reports.urlpatterns,
    *urls_privacy.urlpatterns,
    *urls_training.urlpatterns,
]
