"""Vietnamese words of what is shown: signatures, statuses, places of a record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hocba.regulation import place_name

ROLES: dict[str, Promise] = {
    "GVBM": _("Giáo viên bộ môn"),
    "GVCN": _("Giáo viên chủ nhiệm"),
    "CBQL": _("Cán bộ quản lý"),
    "KY_PHAT_HANH": _("Nhà trường (con dấu phát hành)"),
    "PDF": _("Con dấu trên tệp PDF"),
    "DANH_SACH": _("Đơn vị gửi danh sách"),
    "AUTHORITY": _("Cơ quan quản lý"),
}
PDF_SEALS: dict[str, Promise] = {
    "PDF_SEAL_OF_SCHOOL": _("Nhà trường (con dấu trên tệp PDF)"),
    "PDF_SEAL_OF_AUTHORITY": _("Sở Giáo dục và Đào tạo (con dấu trên bản thể hiện do Sở lập)"),
}
"""Whose seal is on a PDF, by the step that found it so; without one it is nobody's in particular."""
COVERS: dict[str, Promise] = {
    "GVBM": _("Kết quả các môn do mình phụ trách"),
    "GVCN": _("Toàn bộ dữ liệu học bạ"),
    "CBQL": _("Toàn bộ dữ liệu học bạ"),
    "KY_PHAT_HANH": _("Toàn bộ dữ liệu học bạ và các chữ ký trước đó"),
    "PDF": _("Toàn bộ tệp PDF, kể cả dữ liệu XML bên trong"),
    "DANH_SACH": _("Toàn bộ danh sách học bạ"),
    "AUTHORITY": _("Toàn bộ biên nhận"),
}
STATUSES: dict[str, tuple[str, Promise]] = {
    "good": ("done", _("Còn hiệu lực")),
    "revoked": ("error", _("Đã bị thu hồi")),
    "on_hold": ("warning", _("Đang bị tạm dừng")),
    "unknown": ("warning", _("Không kiểm tra được trạng thái")),
}
OUTCOMES: dict[str, tuple[str, Promise]] = {
    "passed": ("done", _("Đạt")),
    "failed": ("error", _("Không đạt")),
    "indeterminate": ("warning", _("Chưa kết luận")),
    "not_checked": ("none", _("Không kiểm tra")),
}
INDICATIONS: dict[str, tuple[str, Promise]] = {
    "TOTAL_PASSED": ("done", _("Hợp lệ")),
    "TOTAL_FAILED": ("error", _("Không hợp lệ")),
    "INDETERMINATE": ("warning", _("Chưa kết luận")),
}
KINDS: dict[str, Promise] = {
    "xml": _("Học bạ dạng XML"),
    "pdf": _("Học bạ dạng PDF"),
    "package": _("Danh sách nhiều học bạ"),
    "receipt": _("Biên nhận của cơ quan quản lý"),
}
AUTHORITY_COPY = _("Bản thể hiện do Sở lập (PDF)")
_SECTIONS: dict[str, Promise] = {
    "record": _("Thông tin chung của học bạ"),
    "school": _("Nhà trường"),
    "pupil": _("Thông tin học sinh"),
    "health": _("Sức khỏe"),
    "absences": _("Số buổi nghỉ"),
    "history": _("Quá trình học tập"),
    "homeroom_teacher": _("Giáo viên chủ nhiệm"),
    "manager": _("Cán bộ quản lý"),
    "subjects": _("Kết quả môn học"),
    "competencies": _("Năng lực"),
    "qualities": _("Phẩm chất"),
    "assessment": _("Đánh giá kết quả giáo dục"),
    "outcome": _("Hoàn thành chương trình, lên lớp"),
    "comments": _("Nhận xét"),
    "awards": _("Khen thưởng"),
}
_FIELDS: dict[str, Promise] = {
    "name": _("tên"),
    "born": _("ngày sinh"),
    "sex": _("giới tính"),
    "personal_id": _("mã định danh cá nhân"),
    "class_name": pgettext_lazy("of a pupil", "lớp"),
    "level": _("mức đạt được"),
    "score": _("điểm"),
    "comment": _("nhận xét"),
    "teacher": _("giáo viên"),
    "teacher_id": _("giáo viên"),
    "revision": _("lần lập"),
    "overall": _("đánh giá chung"),
    "text": _("nội dung ghi"),
    "promoted": _("được lên lớp"),
    "order": _("thứ tự"),
}
_PERSONAL_ID = re.compile(r"(?<![-\w])\d{9}(?=\d{3}(?!\w))")


def place(section: str, item: str, field: str) -> str:
    """A place of a record as people call it, never with a value: "Toán: điểm", "Thông tin học sinh: ngày sinh"."""
    named = f"{section}/{item.partition('#')[0]}"
    words = place_name(named)
    if words == named:
        words = str(_SECTIONS.get(section, section))
        words += f" {item}" if section == "history" and item else ""
    return f"{words}: {_FIELDS[field]}" if field in _FIELDS else words


def role_of(slot: str, checks: Iterable[Mapping[str, Any]]) -> Promise | str:
    """In what capacity somebody signed; of a PDF's seal what was found out, not what the file says of itself.

    Args:
        slot: of the signature.
        checks: of the whole file, as `hocba.verification.described` gives them.
    """
    if slot == "PDF":
        codes = {one["code"] for one in checks if one["outcome"] == "passed"}
        return next((word for code, word in PDF_SEALS.items() if code in codes), ROLES[slot])
    return ROLES.get(slot, slot)


def kind_of(found: Mapping[str, Any]) -> Promise:
    """What a file is (`hocba.verification.described`)."""
    return AUTHORITY_COPY if found["copy"] and found["indication"] != "TOTAL_FAILED" else KINDS[found["kind"]]


def whose(where: str) -> str:
    """A place in a file as people call it: whose signature; other places as they are."""
    slot = where.partition("/")[0].partition(" ")[0]
    return str(ROLES[slot]) if slot in ROLES else where


def masked(text: str) -> str:
    """A text with each personal ID cut to its last three digits: a report may be handed on."""
    return _PERSONAL_ID.sub("•••", text)
