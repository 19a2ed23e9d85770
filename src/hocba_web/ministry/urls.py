"""Addresses of this application."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.ministry.views import reports

app_name = "ministry"
urlpatterns: list[URLPattern | URLResolver] = [
    path("so/bo/", reports.reports, name="reports"),
    path("so/bo/gui/", reports.send, name="send"),
    path("so/bo/cach-gui/", reports.arrange, name="arrange"),
    path("so/bo/gui-lai/<int:line_id>/", reports.again, name="again"),
    path("so/bo/thu-hoi-lai/<int:withdrawal_id>/", reports.ask_again, name="ask_again"),
    path("so/bo/giao-dich/<int:message_id>/", reports.report, name="report"),
]
