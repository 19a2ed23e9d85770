"""Addresses of the demo; there are none outside demo mode."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from hocba_web.demo import views

app_name = "demo"
urlpatterns: list[URLPattern | URLResolver] = (
    [
        path("thu-nghiem/", views.accounts, name="accounts"),
        path("thu-nghiem/vao/", views.enter, name="enter"),
        path("thu-nghiem/dong-ho/", views.move_clock, name="clock"),
    ]
    if settings.HOCBA.demo
    else []
)
