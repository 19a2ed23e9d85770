"""What people call fields and values of a workbook's differences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from hocba.model import Competency, OverallResult, Quality, Subject
from hocba.regulation import competency_info, form_name, level_name, quality_info
from hocba_web.intake.kinds import FileKind
from hocba_web.schools.pupil_fields import LABELS

_PLAIN: Mapping[str, str] = {
    "tax_code": "Mã số thuế",
    "authority_code": "Mã sở giáo dục",
    "authority_name": "Tên sở giáo dục",
    "province": "Tỉnh, thành phố",
    "commune": "Xã, phường",
    "address": "Địa chỉ",
    "phone": "Điện thoại",
    "email": "Thư điện tử",
    "position": "Chức vụ",
    "active": "Đang làm việc",
    "grade": "Khối",
    "foreign_language": "Ngoại ngữ",
    "campus": "Điểm trường",
    "homeroom": "Giáo viên chủ nhiệm",
    "teacher": "Giáo viên",
    "status_on": "Ngày của trạng thái",
    "comment_qualities": "Nhận xét phẩm chất",
    "comment_general": "Nhận xét năng lực chung",
    "comment_specific": "Nhận xét năng lực đặc thù",
    "comment_homeroom": "Nhận xét chung",
    "excused": "Nghỉ có phép",
    "unexcused": "Nghỉ không phép",
    "height_cm": "Chiều cao (cm)",
    "weight_kg": "Cân nặng (kg)",
    "overall": "Đánh giá kết quả giáo dục",
    "award_year_end": "Khen thưởng cuối năm",
    "award_ad_hoc": "Khen thưởng đột xuất",
    "after": "Kết quả sau bổ sung",
    "promoted": "Lên lớp",
}
_PARTS: Mapping[str, str] = {"level": "mức đạt", "score": "điểm", "comment": "nhận xét", "on": "ngày đánh giá"}
_DAYS = frozenset({"born", "status_on"})
_STAFF = frozenset({"homeroom", "teacher"})
_OVERALL = {one.value: level_name(one) for one in OverallResult}


def field_name(kind: FileKind, field: str) -> str:
    """A field in words: "Toán: điểm", "Họ và tên", "Năm học 2023-2024"."""
    if kind is FileKind.HISTORY:
        first, _slash, entered = field.partition("/")
        return _("Năm học %(first)s-%(last)s, từ %(day)s") % {
            "first": first,
            "last": int(first) + 1,
            "day": f"{date.fromisoformat(entered):%d/%m/%Y}",
        }
    if field in LABELS and not kind.of_results:
        return str(LABELS[field])
    if field in _PLAIN:
        return _PLAIN[field]
    return _of_grid(field)


def _of_grid(field: str) -> str:
    head, dot, part = field.partition(".")
    if head == "c" and dot:
        name, _dot, part = part.partition(".")
        head = f"Năng lực {competency_info(Competency(name)).caption}"
    elif head == "q" and dot:
        name, _dot, part = part.partition(".")
        head = f"Phẩm chất {quality_info(Quality(name)).caption}"
    elif head in Subject.__members__:
        head = form_name(Subject(head))
    return f"{head}: {_PARTS[part]}" if part in _PARTS else head


def shown(kind: FileKind, field: str, value: object, staff: Mapping[str, str]) -> str:
    """A value as people read it; empty for nothing."""
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    text = "" if value is None else str(value)
    if kind is FileKind.HISTORY:
        text = text.replace("|", ", ")
    elif text and (field in _DAYS or field.endswith(".on")):
        text = f"{date.fromisoformat(text):%d/%m/%Y}"
    elif field in _STAFF and text in staff:
        text = f"{staff[text]} ({text})"
    elif field in {"overall", "after"}:
        text = _OVERALL.get(text, text)
    return text


def about(kind: FileKind, name: str) -> str:
    """Whom or what a row is about."""
    return form_name(Subject(name)) if kind is FileKind.ASSIGNMENTS and name in Subject.__members__ else name
