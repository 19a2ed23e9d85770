"""Addresses of the gateway; those of the rehearsal answer in demo mode only."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.gateway.views import exchange, rehearsal

app_name = "gateway"
urlpatterns: list[URLPattern | URLResolver] = [
    path("api/hoc-ba/v1/giao-dich", exchange.exchange, name="exchange"),
    path("mo-phong/", rehearsal.overview, name="rehearsal"),
    path("mo-phong/<int:unit_id>/", rehearsal.unit, name="rehearsal_unit"),
    path("mo-phong/<int:unit_id>/cach-tra-loi/", rehearsal.change, name="rehearsal_change"),
    path("mo-phong/<int:unit_id>/chot/", rehearsal.close, name="rehearsal_close"),
    path("mo-phong/chung-thu/<int:certificate_id>/", rehearsal.certificate, name="rehearsal_certificate"),
    path("mo-phong/thu-hoi/<int:request_id>/", rehearsal.recall, name="rehearsal_recall"),
]
