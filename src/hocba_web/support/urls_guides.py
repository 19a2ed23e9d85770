"""Addresses of the guides."""

from __future__ import annotations

from django.urls import path

from hocba_web.support.views import guides

urlpatterns = [
    path("huong-dan/", guides.index, name="guides"),
    path("huong-dan/<slug:slug>/", guides.one, name="guide"),
]
