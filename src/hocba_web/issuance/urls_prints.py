"""Addresses of prints."""

from __future__ import annotations

from django.urls import path

from hocba_web.issuance.views import prints

urlpatterns = [
    path("phat-hanh/ban-in/", prints.overview, name="prints"),
    path("phat-hanh/ban-in/lop/<int:class_id>/", prints.school_class, name="prints_class"),
    path("phat-hanh/ban-in/lop/<int:class_id>/hoc-ba/", prints.class_records, name="print_class"),
    path("phat-hanh/ban-in/lop/<int:class_id>/phieu-lien-lac/", prints.sheets, name="print_liaison"),
    path("phat-hanh/ban-in/hoc-sinh/<int:pupil_id>/", prints.book, name="print_book"),
]
