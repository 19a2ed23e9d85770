"""Addresses of this application."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.supervision.views import audit, home, notices, wall

app_name = "supervision"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("tien-do/", wall.wall_page, name="wall"),
    path("nhat-ky/", audit.trail, name="audit"),
    path("thong-bao/", notices.notices, name="notices"),
    path("thong-bao/da-doc/", notices.read, name="notices_read"),
]
