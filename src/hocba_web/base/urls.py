"""Addresses of this application."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.base.health import views as health

app_name = "base"
urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("metrics", health.metrics, name="metrics"),
]
