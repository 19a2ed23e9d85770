"""The one address of the exchange."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.gateway.views import exchange

app_name = "gateway"
urlpatterns: list[URLPattern | URLResolver] = [path("api/hoc-ba/v1/giao-dich", exchange.exchange, name="exchange")]
