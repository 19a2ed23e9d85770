"""Addresses of transfers; they belong to the names of submission."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from hocba_web.submission.transfers.views import arrivals, departures, inherited, relayed, steps

urlpatterns: list[URLPattern] = [
    path("chuyen-truong/tien-trinh/", steps.transfer_steps, name="transfer_steps"),
    path("chuyen-truong/don-den/", arrivals.arrival_new, name="arrival_new"),
    path("chuyen-truong/den/<int:arrival_id>/", arrivals.arrival, name="arrival"),
    path("chuyen-truong/den/<int:arrival_id>/tra-loi/", arrivals.answer, name="arrival_answer"),
    path("chuyen-truong/den/<int:arrival_id>/rut/", arrivals.withdraw, name="arrival_withdraw"),
    path("chuyen-truong/den/<int:arrival_id>/ho-so/", arrivals.bring, name="arrival_bring"),
    path("chuyen-truong/den/<int:arrival_id>/du-ho-so/", arrivals.received, name="arrival_received"),
    path("chuyen-truong/den/<int:arrival_id>/xep-lop/", arrivals.place, name="arrival_place"),
    path("chuyen-truong/den/<int:arrival_id>/hoc-sinh-cu/", arrivals.join, name="arrival_join"),
    path("chuyen-truong/den/<int:arrival_id>/don/", arrivals.application, name="arrival_application"),
    path("chuyen-truong/den/<int:arrival_id>/tep/<int:file_id>/", arrivals.file, name="arrival_file"),
    path("chuyen-truong/den/<int:arrival_id>/xin-qua-so/", relayed.ask, name="relay_ask"),
    path("chuyen-truong/qua-so/", relayed.relayed, name="relayed"),
    path("chuyen-truong/qua-so/<uuid:number>/nhan/", relayed.collect, name="relay_collect"),
    path("chuyen-truong/qua-so/<uuid:number>/rut/", relayed.withdraw, name="relay_withdraw"),
    path("chuyen-truong/qua-so/<uuid:number>/tra-loi/", relayed.answer, name="relay_answer"),
    path("chuyen-truong/di/lap/<int:transfer_id>/", departures.departure_prepare, name="departure_prepare"),
    path("chuyen-truong/di/<int:departure_id>/", departures.departure, name="departure"),
    path("chuyen-truong/di/<int:departure_id>/ky/", departures.sign, name="departure_sign"),
    path("chuyen-truong/di/<int:departure_id>/giao/", departures.hand_over, name="departure_hand_over"),
    path("chuyen-truong/di/<int:departure_id>/ho-so.zip", departures.archive, name="departure_archive"),
    path("chuyen-truong/di/<int:departure_id>/ke-hoach/", departures.plan, name="departure_plan"),
    re_path(
        r"^chuyen-truong/di/(?P<departure_id>[0-9]{1,18})/phieu-ban-giao\.(?P<media>xml|pdf)$",
        departures.document,
        name="departure_document",
    ),
    path("chuyen-truong/ke-thua/lop/<int:class_id>/", inherited.class_inherited, name="class_inherited"),
    path("chuyen-truong/ke-thua/<int:pupil_id>/", inherited.inherited_page, name="inherited"),
    path("chuyen-truong/ke-thua/<int:pupil_id>/<int:file_id>/", inherited.inherited_file, name="inherited_file"),
    path("chuyen-truong/so-hoa/<int:pupil_id>/", inherited.digitise, name="digitise"),
    path("chuyen-truong/so-hoa/nam/<int:year_id>/", inherited.digitised, name="digitised"),
    path("chuyen-truong/so-hoa/nam/<int:year_id>/doi-chieu/", inherited.digitised_compare, name="digitised_compare"),
    path("chuyen-truong/so-hoa/nam/<int:year_id>/xac-nhan/", inherited.digitised_certify, name="digitised_certify"),
    path("chuyen-truong/so-hoa/nam/<int:year_id>/tra-lai/", inherited.digitised_return, name="digitised_return"),
    path("chuyen-truong/so-hoa/nam/<int:year_id>/ban-chup/", inherited.digitised_scan, name="digitised_scan"),
]
