"""The kinds of workbook that come in and go out, in the order in which a school takes them in."""

from __future__ import annotations

from enum import Enum

from django.utils.translation import gettext_lazy as _

from hocba.workbooks.kinds import KindName


class FileKind(Enum):
    """One kind; the value is what is stored. The order is that of a first import: each stands on those before it."""

    SCHOOL = "school"
    STAFF = "staff"
    CLASSES = "classes"
    ASSIGNMENTS = "assignments"
    PUPILS = "pupils"
    HISTORY = "history"
    RESULTS = "results"
    COMMENTS = "comments"
    HEALTH = "health"
    SUMMARY = "summary"
    SUPPLEMENTARY = "supplementary"

    @property
    def label(self) -> str:
        """For screens."""
        return str(_LABELS[self])

    @property
    def usual_name(self) -> str:
        """How the sector database and schools name the file."""
        return _NAMES[self]

    @property
    def step(self) -> int:
        """Place in the order, from 1."""
        return _ORDER.index(self) + 1

    @property
    def of_results(self) -> bool:
        """Whether it holds results: closed to the school's admin, and bound to windows of entry."""
        return self in OF_RESULTS

    @property
    def of_pupils(self) -> bool:
        """Whether its rows are pupils."""
        return self in OF_RESULTS or self in {FileKind.PUPILS, FileKind.HISTORY}


_ORDER = tuple(FileKind)
OF_RESULTS = frozenset({FileKind.RESULTS, FileKind.COMMENTS, FileKind.HEALTH, FileKind.SUMMARY, FileKind.SUPPLEMENTARY})
OF_MOMENTS = frozenset({FileKind.RESULTS, FileKind.COMMENTS, FileKind.HEALTH})
"""Kinds that are about one of the four moments."""
_LABELS = {
    FileKind.SCHOOL: _("Thông tin trường"),
    FileKind.STAFF: _("Danh sách giáo viên, nhân viên"),
    FileKind.CLASSES: _("Danh sách lớp"),
    FileKind.ASSIGNMENTS: _("Phân công giảng dạy"),
    FileKind.PUPILS: _("Danh sách học sinh"),
    FileKind.HISTORY: _("Quá trình học tập"),
    FileKind.RESULTS: _("Kết quả học tập"),
    FileKind.COMMENTS: _("Nhận xét môn học"),
    FileKind.HEALTH: _("Sức khỏe"),
    FileKind.SUMMARY: _("Tổng kết năm học"),
    FileKind.SUPPLEMENTARY: _("Đánh giá bổ sung"),
}
_NAMES = {
    FileKind.SCHOOL: "TruongHoc.xlsx",
    FileKind.STAFF: "GiaoVien.xlsx",
    FileKind.CLASSES: "LopHoc.xlsx",
    FileKind.ASSIGNMENTS: "PhanCong.xlsx",
    FileKind.PUPILS: "C1-HocSinh.xlsx, CSDL_HocSinh.xls",
    FileKind.HISTORY: "QuaTrinhHocTap.xlsx",
    FileKind.RESULTS: "KetQua-4-cn.xlsx",
    FileKind.COMMENTS: "NhanXet-4A1-cn.xlsx",
    FileKind.HEALTH: "SucKhoe-hk2.xlsx",
    FileKind.SUMMARY: "TongKet-4.xlsx",
    FileKind.SUPPLEMENTARY: "DanhGiaBoSung.xlsx",
}
OF_CORE: dict[KindName, FileKind] = {one.value: one for one in FileKind} | {"vnedu": FileKind.RESULTS}
"""By the core's name; the class summary of vnEdu is a file of results too."""
