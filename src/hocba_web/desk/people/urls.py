"""Addresses under /so/can-bo/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.desk.people import confirming, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.officers, name="officers"),
    path("xac-nhan/", confirming.waiting, name="officers_waiting"),
    path("xac-nhan/<int:appointment_id>/", confirming.confirm, name="officer_confirm"),
    path("ma-cua-toi/", confirming.own, name="officer_own_code"),
    path("moi/", views.new, name="officer_new"),
    path("<uuid:public_id>/", views.officer_page, name="officer"),
    path("<uuid:public_id>/giao/", views.name_again, name="officer_name"),
    path("<uuid:public_id>/thoi/<int:appointment_id>/", views.end, name="officer_end"),
    path("<uuid:public_id>/mat-khau/", views.renew, name="officer_renew"),
]
