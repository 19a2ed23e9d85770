"""The one address of the exchange, and its description."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.gateway.views import described, exchange

app_name = "gateway"
urlpatterns: list[URLPattern | URLResolver] = [
    path("api/hoc-ba/v1/giao-dich", exchange.exchange, name="exchange"),
    path("api/hoc-ba/v1/openapi.json", described.openapi, name="openapi"),
]
