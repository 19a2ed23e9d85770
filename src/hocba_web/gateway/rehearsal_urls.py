"""Addresses of the rehearsal's pages; they answer in demo mode only."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.gateway.views import rehearsal

app_name = "rehearsal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("mo-phong/", rehearsal.overview, name="overview"),
    path("mo-phong/<int:unit_id>/", rehearsal.unit, name="unit"),
    path("mo-phong/<int:unit_id>/cach-tra-loi/", rehearsal.change, name="change"),
]
