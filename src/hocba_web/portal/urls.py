"""Addresses of the public's doors."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from hocba_web.portal import registry, views

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.front, name="front"),
    path("api/so-dang-ky/v1/tinh-trang", registry.standing, name="standing"),
    path("tra-cuu/", include("hocba_web.portal.lookup.urls")),
    path("xac-thuc/tren-may/", include("hocba_web.portal.offline.urls")),
    path("xac-thuc/", include("hocba_web.portal.verifying.urls")),
]
