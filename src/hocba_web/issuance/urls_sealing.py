"""Addresses of sealing."""

from __future__ import annotations

from django.urls import path

from hocba_web.issuance.views import sealing

urlpatterns = [
    path("phat-hanh/", sealing.entrance, name="issuance"),
    path("phat-hanh/dong-dau/", sealing.overview, name="sealing"),
    path("phat-hanh/dong-dau/ca-truong/", sealing.start_year, name="seal_year"),
    path("phat-hanh/dong-dau/lop/<int:class_id>/", sealing.school_class, name="sealing_class"),
    path("phat-hanh/dong-dau/lop/<int:class_id>/bat-dau/", sealing.start_class, name="seal_class"),
]
