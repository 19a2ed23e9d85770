"""Addresses of copies and extracts."""

from __future__ import annotations

from django.urls import path

from hocba_web.issuance.views import copies

urlpatterns = [
    path("phat-hanh/ban-sao/", copies.register, name="copies"),
    path("phat-hanh/ban-sao/hoc-sinh/<int:pupil_id>/", copies.ask, name="copy_ask"),
    path("phat-hanh/ban-sao/<int:copy_id>/", copies.copy, name="copy"),
    path("phat-hanh/ban-sao/<int:copy_id>/duyet/", copies.approve, name="copy_approve"),
    path("phat-hanh/ban-sao/<int:copy_id>/khong-duyet/", copies.decline, name="copy_decline"),
    path("phat-hanh/ban-sao/<int:copy_id>/huy/", copies.void, name="copy_void"),
    path("phat-hanh/ban-sao/<int:copy_id>/dong-dau/", copies.seal, name="copy_seal"),
    path("phat-hanh/ban-sao/<int:copy_id>/tep/", copies.copy_file, name="copy_file"),
    path("phat-hanh/ban-sao/<int:copy_id>/giao/", copies.hand_out, name="copy_hand_out"),
]
