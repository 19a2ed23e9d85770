"""Addresses of the end of the year."""

from __future__ import annotations

from django.urls import URLPattern, path

from hocba_web.assessment.views import handover, rollover, summary, supplementary, year_end

urlpatterns: list[URLPattern] = [
    path("cuoi-nam/", year_end.overview, name="year_end"),
    path("cuoi-nam/han-gui/", year_end.submissions, name="year_end_groups"),
    path("cuoi-nam/<int:class_id>/", year_end.class_page, name="year_end_class"),
    path("cuoi-nam/<int:class_id>/nhan-de-xuat/", year_end.accept, name="year_end_accept"),
    path("cuoi-nam/<int:class_id>/<int:enrolment_id>/", year_end.pupil_page, name="year_end_pupil"),
    path("cuoi-nam/bo-sung/", supplementary.cases_page, name="supplementary"),
    path("cuoi-nam/bo-sung/bao-cao/", supplementary.report, name="supplementary_report"),
    path("cuoi-nam/bo-sung/<int:enrolment_id>/", supplementary.case_page, name="supplementary_case"),
    path("tong-hop/", summary.overview, name="summaries"),
    path("tong-hop/<int:class_id>/<slug:moment>/", summary.form_page, name="summary"),
    path("tong-hop/<int:class_id>/<slug:moment>/tep/", summary.download, name="summary_file"),
    path("len-nam-hoc/", rollover.page, name="rollover"),
    path("len-nam-hoc/chuan-bi/", rollover.prepare, name="rollover_prepare"),
    path("len-nam-hoc/<int:rollover_id>/sua/", rollover.change, name="rollover_change"),
    path("len-nam-hoc/<int:rollover_id>/xac-nhan/", rollover.confirm, name="rollover_confirm"),
    path("len-nam-hoc/<int:rollover_id>/tra-lai/", rollover.send_back, name="rollover_return"),
    path("len-nam-hoc/<int:rollover_id>/hoan-tac/", rollover.undo, name="rollover_undo"),
    path("len-nam-hoc/<int:rollover_id>/xep-lop/<int:enrolment_id>/", rollover.settle, name="rollover_settle"),
    path("ban-giao/", handover.overview, name="handovers"),
    path("ban-giao/nhan/<int:handover_id>/", handover.incoming_page, name="handover_incoming"),
    path("ban-giao/nhan/<int:handover_id>/xac-nhan/", handover.receive, name="handover_receive"),
    path("ban-giao/<int:class_id>/<slug:occasion>/", handover.sheet_page, name="handover"),
]
