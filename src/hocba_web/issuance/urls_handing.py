"""Addresses of handing out."""

from __future__ import annotations

from django.urls import path

from hocba_web.issuance.views import handing, slips

urlpatterns = [
    path("phat-hanh/ban-giao/", handing.start, name="hand_out"),
    path("phat-hanh/ban-giao/so/", handing.log, name="hand_out_log"),
    path("phat-hanh/ban-giao/lop/<int:class_id>/", handing.school_class, name="hand_out_class"),
    path("phat-hanh/ban-giao/hoc-sinh/<int:pupil_id>/", handing.pupil, name="hand_out_pupil"),
    path("phat-hanh/ban-giao/lan/<int:hand_out_id>/", handing.given, name="given"),
    path("phat-hanh/ban-giao/lan/<int:hand_out_id>/tep/", handing.given_file, name="given_file"),
    path("phat-hanh/ban-giao/hoc-ba/<int:record_id>/phieu-ma/", slips.slip, name="slip"),
]
