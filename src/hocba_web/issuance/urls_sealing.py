"""Addresses of sealing."""

from __future__ import annotations

from django.urls import path

from hocba_web.issuance.views import sealing

urlpatterns = [
    path("phat-hanh/", sealing.overview, name="sealing"),
    path("phat-hanh/ca-truong/", sealing.start_year, name="seal_year"),
    path("phat-hanh/lop/<int:class_id>/", sealing.school_class, name="sealing_class"),
    path("phat-hanh/lop/<int:class_id>/dong-dau/", sealing.start_class, name="seal_class"),
]
