"""Addresses of this application."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.relay.views import transfers

app_name = "relay"
urlpatterns: list[URLPattern | URLResolver] = [
    path("so/chuyen-truong/", transfers.transfers, name="transfers"),
    path("so/chuyen-truong/<uuid:public_id>/", transfers.transfer, name="transfer"),
]
