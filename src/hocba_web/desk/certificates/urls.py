"""Addresses under /so/chung-thu/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.desk.certificates import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.listing, name="certificates"),
    path("<int:certificate_id>/", views.one, name="certificate"),
    path("<int:certificate_id>/chuan-bi/", views.prepare, name="certificate_prepare"),
    path("<int:certificate_id>/quyet-dinh/<uuid:public_id>/", views.decide, name="certificate_decide"),
]
