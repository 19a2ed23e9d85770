"""Addresses under /so/thu-hoi/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.desk.recalls import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.listing, name="recalls"),
    path("<int:recall_id>/", views.one, name="recall"),
    path("<int:recall_id>/chuan-bi/", views.prepare, name="recall_prepare"),
    path("<int:recall_id>/quyet-dinh/<uuid:public_id>/", views.decide, name="recall_decide"),
]
