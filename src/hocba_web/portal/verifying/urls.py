"""Addresses of the verification portal."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.portal.verifying import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.verify, name="verify"),
    path("phieu/", views.find_report, name="verify_find_report"),
    path("phieu/<str:number>/", views.report, name="verify_report"),
]
