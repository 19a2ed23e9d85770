"""Addresses of the officers' site, all under /so/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from hocba_web.desk.home import views as home

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("so/", home.home, name="home"),
    path("so/viec/<uuid:public_id>/rut/", home.withdraw, name="withdraw"),
    path("so/chung-thu/", include("hocba_web.desk.certificates.urls")),
    path("so/thu-hoi/", include("hocba_web.desk.recalls.urls")),
    path("so/chot/", include("hocba_web.desk.closing.urls")),
    path("so/cho-phep/", include("hocba_web.desk.permits.urls")),
    path("so/tin-nhan/", include("hocba_web.desk.messages.urls")),
    path("so/truong/", include("hocba_web.desk.schools.urls")),
    path("so/danh-sach-nganh/", include("hocba_web.desk.rosters.urls")),
    path("so/tien-do/", include("hocba_web.desk.progress.urls")),
    path("so/tu-choi/", include("hocba_web.desk.refusals.urls")),
    path("so/hoc-ba/", include("hocba_web.desk.records.urls")),
    path("so/thong-ke/", include("hocba_web.desk.statistics.urls")),
    path("so/nhat-ky-he-thong/", include("hocba_web.desk.audit_pages.urls")),
    path("so/can-bo/", include("hocba_web.desk.people.urls")),
]
