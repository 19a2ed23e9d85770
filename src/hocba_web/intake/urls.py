"""Addresses of this application."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.intake.views import exports, runs, uploads

app_name = "intake"
urlpatterns: list[URLPattern | URLResolver] = [
    path("nhap-tep/", uploads.upload, name="upload"),
    path("nhap-tep/dot/<uuid:uuid>/", uploads.batch, name="batch"),
    path("nhap-tep/dot/<uuid:uuid>/ap-dung/", uploads.apply_all, name="apply_all"),
    path("nhap-tep/<uuid:uuid>/", runs.run, name="run"),
    path("nhap-tep/<uuid:uuid>/ap-dung/", runs.apply, name="apply"),
    path("nhap-tep/<uuid:uuid>/hoan-tac/", runs.undo, name="undo"),
    path("nhap-tep/<uuid:uuid>/bo/", runs.give_up, name="drop"),
    path("nhap-tep/<uuid:uuid>/thoi-diem/", runs.moment, name="moment"),
    path("nhap-tep/<uuid:uuid>/so-lai/", runs.again, name="again"),
    path("nhap-tep/<uuid:uuid>/tep/", runs.download, {"which": "tep"}, name="original"),
    path("nhap-tep/<uuid:uuid>/tep-can-sua/", runs.download, {"which": "tep-can-sua"}, name="repaired"),
    path("xuat-tep/", exports.exports, name="exports"),
    path("xuat-tep/<int:year_id>/<str:kind>/", exports.download, name="export"),
]
