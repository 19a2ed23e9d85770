"""Addresses of fault reports, requests and incidents."""

from __future__ import annotations

from django.urls import path

from hocba_web.support.views import change_requests, incidents, reports

urlpatterns = [
    path("ho-tro/", reports.reports, name="reports"),
    path("ho-tro/bao-loi/", reports.report, name="report"),
    path("ho-tro/<int:report_id>/", reports.conversation, name="conversation"),
    path("ho-tro/<int:report_id>/xem/", reports.look_into, name="report_look"),
    path("ho-tro/<int:report_id>/xong/", reports.done, name="report_done"),
    path("ho-tro/<int:report_id>/anh/", reports.picture, name="report_picture"),
    path("ho-tro/de-nghi/", change_requests.requests, name="requests"),
    path("ho-tro/de-nghi/soan/", change_requests.draft, name="request_draft"),
    path("ho-tro/de-nghi/<int:request_id>/", change_requests.one, name="request"),
    path("ho-tro/de-nghi/<int:request_id>/cong-van/", change_requests.letter, name="request_letter"),
    path("ho-tro/su-co/", incidents.incidents, name="incidents"),
    path("ho-tro/su-co/bao/", incidents.report, name="incident_report"),
    path("ho-tro/su-co/<int:incident_id>/", incidents.one, name="incident"),
    path("ho-tro/su-co/<int:incident_id>/da-bao/", incidents.told, name="incident_told"),
    path("ho-tro/su-co/<int:incident_id>/khep-lai/", incidents.end, name="incident_end"),
    path("ho-tro/su-co/<int:incident_id>/van-ban/<str:whom>/", incidents.notice, name="incident_notice"),
]
