"""Addresses of this application."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "transparency"
urlpatterns: list[URLPattern | URLResolver] = []
