"""Addresses of this application."""

from __future__ import annotations

from django.urls import URLPattern, path

from hocba_web.signatures.views import (
    batch,
    certificate_add,
    certificate_elsewhere,
    certificate_proof,
    certificates,
    desk,
    driving,
    phone,
    progress,
    sheets,
)

app_name = "signatures"
_BATCH = "ky-so/dot/<int:batch_id>/"
_ONE = "chung-thu-so/<int:certificate_id>/"
_ADD = "chung-thu-so/them/<slug:holder>/"
urlpatterns: list[URLPattern] = [
    path("ky-so/", desk.desk_page, name="desk"),
    path("ky-so/tat-ca/", sheets.all_sheets, name="all"),
    path("ky-so/lop/<int:class_id>/", sheets.class_sheet, name="class"),
    path("ky-so/tien-do/", progress.progress_page, name="progress"),
    path("ky-so/tien-do/nhac/", progress.remind, name="remind"),
    path(_BATCH, batch.batch_page, name="batch"),
    path(f"{_BATCH}trang-thai/", batch.batch_state, name="batch_state"),
    path(f"{_BATCH}mo-khoa/", driving.unlock, name="batch_unlock"),
    path(f"{_BATCH}ma-bam/", driving.hashes, name="batch_hashes"),
    path(f"{_BATCH}gia-tri/", driving.values, name="batch_values"),
    path(f"{_BATCH}dien-thoai/", phone.ask_phone, name="batch_phone"),
    path(f"{_BATCH}dien-thoai/hoi/", phone.poll_phone, name="batch_phone_poll"),
    path(f"{_BATCH}dung/", batch.stop, name="batch_stop"),
    path(f"{_BATCH}tiep/", batch.resume, name="batch_resume"),
    path(f"{_BATCH}thu-lai/<int:item_id>/", batch.retry, name="batch_retry"),
    path("chung-thu-so/", certificates.mine, name="certificates"),
    path("chung-thu-so/truong/", certificates.school, name="certificates_school"),
    path("chung-thu-so/can-bo/", certificates.staff, name="certificates_staff"),
    path("chung-thu-so/goc-tin-cay/", certificates.trust_page, name="trust"),
    path(_ADD, certificate_add.add, name="certificate_add"),
    path(f"{_ADD}tep/", certificate_add.add_file, name="certificate_add_file"),
    path(f"{_ADD}thu-thach/", certificate_proof.challenge, name="certificate_challenge"),
    path(f"{_ADD}usb/<slug:way>/", certificate_proof.add_token, name="certificate_add_token"),
    path(f"{_ADD}usb/<slug:way>/xong/", certificate_proof.prove, name="certificate_prove"),
    path(f"{_ADD}thiet-bi/", certificate_elsewhere.add_device, name="certificate_add_device"),
    path(f"{_ADD}tu-xa/hoi/", certificate_elsewhere.poll_remote, name="certificate_poll_remote"),
    path(f"{_ADD}tu-xa/<slug:provider>/", certificate_elsewhere.add_remote, name="certificate_add_remote"),
    path(f"{_ADD}tu-xa/<slug:provider>/bat-dau/", certificate_elsewhere.begin_remote, name="certificate_begin_remote"),
    path(f"{_ONE}bao-mat/", certificates.lost, name="certificate_lost"),
    path(f"{_ONE}ngung/", certificates.withdraw, name="certificate_withdraw"),
]
