"""Addresses of this application."""

from __future__ import annotations

from django.urls import URLPattern

from hocba_web.issuance import urls_approval, urls_copies, urls_handing, urls_prints, urls_sealing

app_name = "issuance"
urlpatterns: list[URLPattern] = [
    *urls_approval.urlpatterns,
    *urls_sealing.urlpatterns,
    *urls_handing.urlpatterns,
    *urls_copies.urlpatterns,
    *urls_prints.urlpatterns,
]
