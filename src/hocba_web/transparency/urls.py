"""Addresses of this application."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.transparency import views

app_name = "transparency"
urlpatterns: list[URLPattern | URLResolver] = [
    path("nhat-ky/", views.overview, name="overview"),
    path("nhat-ky/checkpoint", views.checkpoint, name="checkpoint"),
    path("nhat-ky/nhat-quan", views.consistency, name="consistency"),
    path("nhat-ky/la", views.leaf, name="leaf"),
]
