"""Addresses of the pupils' register."""

from __future__ import annotations

from django.urls import URLPattern, path

from hocba_web.schools.views.pupils import classes, edit, moves, page, review, search, slips, transfers

urlpatterns: list[URLPattern] = [
    path("lop/", classes.classes, name="classes"),
    path("lop/<int:class_id>/hoc-sinh/", classes.class_page, name="class_pupils"),
    path("lop/<int:class_id>/tiep-nhan/", moves.admit, name="admit"),
    path("lop/<int:class_id>/chuyen-den/", transfers.transfer_in, name="transfer_in"),
    path("lop/<int:class_id>/ra-soat/", review.class_review, name="class_review"),
    path("lop/<int:class_id>/phieu/", slips.class_slips, name="class_slips"),
    path("hoc-sinh/<int:pupil_id>/", page.pupil, name="pupil"),
    path("hoc-sinh/<int:pupil_id>/sua/", edit.edit, name="pupil_edit"),
    path("hoc-sinh/<int:pupil_id>/ho-tich/", edit.civil_status, name="civil_status"),
    path("hoc-sinh/<int:pupil_id>/khuyet-tat/", edit.disability, name="disability"),
    path("hoc-sinh/<int:pupil_id>/thoi-hoc/", moves.leave, name="pupil_leave"),
    path("hoc-sinh/<int:pupil_id>/hoc-lai/", moves.return_to_class, name="pupil_return"),
    path("hoc-sinh/<int:pupil_id>/chuyen-lop/", moves.change_class, name="change_class"),
    path("hoc-sinh/<int:pupil_id>/chuyen-di/", transfers.transfer_out, name="transfer_out"),
    path("hoc-sinh/<int:pupil_id>/phieu/", slips.pupil_slip, name="pupil_slip"),
    path("hoc-sinh/<int:pupil_id>/giay-to/<int:attachment_id>/", page.paper, name="pupil_paper"),
    path("tim/", search.search, name="search"),
    path("ra-soat/", review.reviews, name="reviews"),
    path("dinh-danh/", review.personal_ids, name="personal_ids"),
    path("nghi-trung/", review.duplicates, name="duplicates"),
    path("nghi-trung/<int:first_id>/<int:second_id>/", review.dismiss, name="duplicate_dismiss"),
    path("chuyen-truong/", transfers.transfers, name="transfers"),
    path("chuyen-truong/<int:transfer_id>/quyet-dinh/", transfers.decide, name="transfer_decide"),
    path("chuyen-truong/<int:transfer_id>/rut/", transfers.withdraw, name="transfer_withdraw"),
    path("chuyen-truong/<int:transfer_id>/giay-to/", transfers.transfer_paper, name="transfer_paper"),
]
