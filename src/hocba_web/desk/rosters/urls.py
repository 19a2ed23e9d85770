"""Addresses under /so/danh-sach-nganh/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.desk.rosters import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.listing, name="rosters"),
    path("<int:school_id>/", views.school, name="roster_school"),
    path("<int:school_id>/doi-chieu/", views.comparing, name="roster_comparing"),
    path("xem-truoc/<uuid:public_id>/", views.draft, name="roster_draft"),
    path("xem-truoc/<uuid:public_id>/nhap/", views.take, name="roster_take"),
    path("xem-truoc/<uuid:public_id>/bo/", views.drop, name="roster_drop"),
]
