"""What people call fields and values of a workbook's differences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hocba.model import Competency, OverallResult, Quality, Subject
from hocba.regulation import competency_info, form_name, level_name, quality_info
from hocba_web.intake.kinds import FileKind
from hocba_web.schools.pupil_fields import LABELS

_PLAIN: Mapping[str, Promise] = {
    "tax_code": gettext_lazy("Mã số thuế"),
    "authority_code": gettext_lazy("Mã sở giáo dục"),
    "authority_name": gettext_lazy("Tên sở giáo dục"),
    "province": gettext_lazy("Tỉnh, thành phố"),
    "commune": gettext_lazy("Xã, phường"),
    "address": gettext_lazy("Địa chỉ"),
    "phone": gettext_lazy("Điện thoại"),
    "email": gettext_lazy("Thư điện tử"),
    "position": gettext_lazy("Chức vụ"),
    "active": gettext_lazy("Đang làm việc"),
    "grade": gettext_lazy("Khối"),
    "foreign_language": gettext_lazy("Ngoại ngữ"),
    "campus": gettext_lazy("Điểm trường"),
    "homeroom": gettext_lazy("Giáo viên chủ nhiệm"),
    "teacher": gettext_lazy("Giáo viên"),
    "status_on": gettext_lazy("Ngày của trạng thái"),
    "comment_qualities": gettext_lazy("Nhận xét phẩm chất"),
    "comment_general": gettext_lazy("Nhận xét năng lực chung"),
    "comment_specific": gettext_lazy("Nhận xét năng lực đặc thù"),
    "comment_homeroom": gettext_lazy("Nhận xét chung"),
    "excused": gettext_lazy("Nghỉ có phép"),
    "unexcused": gettext_lazy("Nghỉ không phép"),
    "height_cm": gettext_lazy("Chiều cao (cm)"),
    "weight_kg": gettext_lazy("Cân nặng (kg)"),
    "overall": gettext_lazy("Đánh giá kết quả giáo dục"),
    "award_year_end": gettext_lazy("Khen thưởng cuối năm"),
    "award_ad_hoc": gettext_lazy("Khen thưởng đột xuất"),
    "after": gettext_lazy("Kết quả sau bổ sung"),
    "promoted": gettext_lazy("Lên lớp"),
}
_PARTS: Mapping[str, Promise] = {
    "level": gettext_lazy("mức đạt"),
    "score": gettext_lazy("điểm"),
    "comment": gettext_lazy("nhận xét"),
    "on": gettext_lazy("ngày đánh giá"),
}
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
        return str(_PLAIN[field])
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
