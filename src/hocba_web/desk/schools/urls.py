"""Addresses under /so/truong/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.desk.schools import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.listing, name="schools"),
    path("moi/", views.new, name="school_new"),
    path("<int:school_id>/", views.edit, name="school_edit"),
    path("<int:school_id>/dang-nhap/", views.login, name="school_login"),
    path("<int:school_id>/ngung-dang-nhap/", views.login_end, name="school_login_end"),
]
