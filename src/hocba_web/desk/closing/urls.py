"""Addresses under /so/chot/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.desk.closing import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.overview, name="closing"),
    path("moi/", views.prepare, name="closing_prepare"),
    path("<uuid:public_id>/", views.case_page, name="closing_case"),
    path("<uuid:public_id>/quyet-dinh/", views.decide, name="closing_decide"),
    path("ke-hoach/<int:plan_id>/dung/", views.call_off, name="closing_call_off"),
]
