"""Addresses of this application."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.procedures.views import api, clients

app_name = "procedures"
urlpatterns: list[URLPattern | URLResolver] = [
    path("oauth/token", api.token, name="token"),
    path("api/thu-tuc/v1/hoc-ba", api.ask, name="ask"),
    path("api/thu-tuc/v1/openapi.json", api.openapi, name="openapi"),
    path("so/thu-tuc/", clients.clients, name="clients"),
    path("so/thu-tuc/moi/", clients.new, name="new"),
    path("so/thu-tuc/<uuid:public_id>/", clients.client, name="client"),
    path("so/thu-tuc/<uuid:public_id>/quyet-dinh/", clients.decide, name="decide"),
    path("so/thu-tuc/<uuid:public_id>/khoa/", clients.secret, name="secret"),
    path("so/thu-tuc/<uuid:public_id>/dung/", clients.stop, name="stop"),
]
