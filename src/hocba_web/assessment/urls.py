"""Addresses of this application."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.assessment import urls_year_end
from hocba_web.assessment.views import bank, completion, grid, late, overview, retests, windows

app_name = "assessment"
_CLASS = "ket-qua/<int:class_id>/<slug:moment>/"
_GRID = f"{_CLASS}<slug:sheet>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("ket-qua/", overview.overview, name="overview"),
    path("ket-qua/ngan-hang/", bank.bank, name="bank"),
    path("ket-qua/ngan-hang/them/", bank.bank_add, name="bank_add"),
    path("ket-qua/ngan-hang/<int:sentence_id>/xoa/", bank.bank_remove, name="bank_remove"),
    path("ket-qua/ngan-hang/<slug:topic>/", bank.bank_sentences, name="bank_sentences"),
    path(_CLASS, overview.class_page, name="class"),
    path(f"{_CLASS}san-sang/", completion.ready, name="ready"),
    path(f"{_CLASS}bo-san-sang/", completion.unready, name="unready"),
    path(f"{_CLASS}hoan-thanh/<slug:part>/", completion.complete, name="complete"),
    path(f"{_CLASS}sua-lai/<slug:part>/", completion.reopen, name="reopen"),
    path(f"{_CLASS}kiem-tra-lai/<slug:subject>/", retests.retest, name="retest"),
    path(f"{_CLASS}nhan-de-xuat/", grid.accept_proposals, name="proposals"),
    path(_GRID, grid.grid, name="grid"),
    path(f"{_GRID}du-lieu/", grid.grid_data, name="grid_data"),
    path(f"{_GRID}luu/", grid.grid_save, name="grid_save"),
    path(f"{_GRID}lich-su/", grid.grid_history, name="grid_history"),
    path(f"{_GRID}xin-mo/", late.ask, name="late_ask"),
    path("khoa-mo/", windows.windows, name="windows"),
    path("khoa-mo/quyet-dinh/", windows.decide, name="window_decide"),
    path("khoa-mo/<uuid:batch>/mo/", windows.execute, name="window_execute"),
    path("khoa-mo/<uuid:batch>/khoa-som/", windows.end, name="window_end"),
    path("khoa-mo/de-nghi/<int:request_id>/dong-y/", late.grant, name="late_grant"),
    path("khoa-mo/de-nghi/<int:request_id>/khong-dong-y/", late.refuse, name="late_refuse"),
    path("khoa-mo/de-nghi/<int:request_id>/mo/", late.execute, name="late_execute"),
    path("khoa-mo/de-nghi/<int:request_id>/rut/", late.withdraw, name="late_withdraw"),
    *urls_year_end.urlpatterns,
]
