"""Addresses under /so/cho-phep/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.desk.permits import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.listing, name="permits"),
    path("nhan-bo-sung/", views.prepare_late, name="permit_late"),
    path("sua-doi/", views.prepare_amendment, name="permit_amendment"),
    path("<uuid:public_id>/", views.case_page, name="permit_case"),
    path("<uuid:public_id>/quyet-dinh/", views.decide, name="permit_decide"),
    path("<int:permit_id>/dung/", views.revoke, name="permit_revoke"),
]
