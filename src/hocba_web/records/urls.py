"""Addresses of this application."""

from __future__ import annotations

from django.urls import URLPattern, path

from hocba_web.records.views import classes, record, requests

app_name = "records"
urlpatterns: list[URLPattern] = [
    path("hoc-ba/", classes.overview, name="overview"),
    path("hoc-ba/lop/<int:class_id>/", classes.class_page, name="class"),
    path("hoc-ba/lop/<int:class_id>/khoi-tao/", classes.begin, name="initialise"),
    path("mo-hoc-ba/", requests.requests, name="requests"),
    path("mo-hoc-ba/<int:request_id>/", requests.unlock_decide, name="unlock_decide"),
    path("mo-hoc-ba/<int:request_id>/thuc-hien/", requests.unlock_execute, name="unlock_execute"),
    path("mo-hoc-ba/<int:request_id>/rut/", requests.unlock_withdraw, name="unlock_withdraw"),
    path("mo-hoc-ba/<int:request_id>/da-sua/<slug:part>/", requests.corrected, name="corrected"),
    path("mo-hoc-ba/huy/<int:request_id>/", requests.cancel_decide, name="cancel_decide"),
    path("hoc-ba/<int:record_id>/", record.record, name="record"),
    path("hoc-ba/<int:record_id>/ban-nhap.pdf", record.draft_pdf, name="draft_pdf"),
    path("hoc-ba/<int:record_id>/tep/<slug:kind>/", record.file, name="file"),
    path("hoc-ba/<int:record_id>/de-nghi-mo/", requests.unlock_ask, name="unlock_ask"),
    path("hoc-ba/<int:record_id>/de-nghi-huy/", requests.cancel_ask, name="cancel_ask"),
    path("hoc-ba/<int:record_id>/tra-lai/", requests.give_back, name="give_back"),
]
