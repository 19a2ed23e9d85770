"""Addresses of this application."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.supervision.views import audit, checks, compliance, home, inspections, notices, records_wall, wall

app_name = "supervision"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("tien-do/", wall.wall_page, name="wall"),
    path("tien-do/hoc-ba/", records_wall.wall, name="records_wall"),
    path("tien-do/nhac/", wall.remind, name="remind"),
    path("nhat-ky/", audit.trail, name="audit"),
    path("thong-bao/", notices.notices, name="notices"),
    path("thong-bao/da-doc/", notices.read, name="notices_read"),
    path("thong-bao/thu/", notices.letters, name="letters"),
    path("thanh-tra/", inspections.inspections, name="inspections"),
    path("thanh-tra/mo/", inspections.open_form, name="inspection_open"),
    path("thanh-tra/<int:inspection_id>/", inspections.inspection, name="inspection"),
    path("thanh-tra/<int:inspection_id>/ket-thuc/", inspections.end, name="inspection_end"),
    path("thanh-tra/<int:inspection_id>/bien-ban/", inspections.minutes, name="inspection_minutes"),
    path("thanh-tra/<int:inspection_id>/mat-khau/<int:inspector_id>/", inspections.renew, name="inspection_renew"),
    path("kiem-tra/", checks.checks, name="checks"),
    path("kiem-tra/moi/", checks.start, name="check_start"),
    path("kiem-tra/cho-toi/", checks.notes, name="check_notes"),
    path("kiem-tra/<int:check_id>/", checks.check, name="check"),
    path("kiem-tra/<int:check_id>/ket-thuc/", checks.close, name="check_close"),
    path("kiem-tra/<int:check_id>/em/<int:item_id>/", checks.tick, name="check_tick"),
    path("chap-hanh/", compliance.people, name="compliance"),
    path("chap-hanh/<int:staff_id>/", compliance.person, name="compliance_person"),
    path("chap-hanh/van-ban/<int:conduct_id>/", compliance.paper, name="conduct_paper"),
]
