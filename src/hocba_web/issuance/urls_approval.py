"""Addresses of approval."""

from __future__ import annotations

from django.urls import path

from hocba_web.issuance.views import approval

urlpatterns = [
    path("duyet-hoc-ba/", approval.overview, name="approval"),
    path("duyet-hoc-ba/<int:class_id>/", approval.class_page, name="approval_class"),
    path("duyet-hoc-ba/<int:class_id>/tra-lai/<int:record_id>/", approval.return_record, name="approval_return"),
]
