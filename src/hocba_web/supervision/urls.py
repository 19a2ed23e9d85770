"""Addresses of this application."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.supervision.views import audit

app_name = "supervision"
urlpatterns: list[URLPattern | URLResolver] = [
    path("nhat-ky/", audit.trail, name="audit"),
]
