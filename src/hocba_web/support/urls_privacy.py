"""Addresses of privacy, of the language switch and of what the software is."""

from __future__ import annotations

from django.urls import path

from hocba_web.support.views import about, privacy

urlpatterns = [
    path("du-lieu-ca-nhan/", privacy.privacy, name="privacy"),
    path("du-lieu-ca-nhan/cua-toi/", privacy.own, name="own_data"),
    path("du-lieu-ca-nhan/hoc-sinh/<int:pupil_id>/", privacy.child, name="privacy_child"),
    path("du-lieu-ca-nhan/hoc-sinh/<int:pupil_id>/tai/", privacy.child_file, name="child_data"),
    path("ve-phan-mem/", about.about, name="about"),
    path("ngon-ngu/", about.language, name="language"),
]
