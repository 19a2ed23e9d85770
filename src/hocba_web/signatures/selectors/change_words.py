"""Places of a record in words, as people who sign read them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hocba.model.changes import Change
from hocba.regulation import place_name

_SECTIONS: Mapping[str, Promise] = {
    "record": _("Học bạ"),
    "school": _("Nhà trường"),
    "pupil": _("Thông tin học sinh"),
    "health": _("Sức khỏe"),
    "absences": _("Số buổi nghỉ"),
    "history": _("Quá trình học tập"),
    "homeroom_teacher": _("Giáo viên chủ nhiệm"),
    "manager": _("Người ký thay mặt nhà trường"),
    "subjects": _("Môn học, hoạt động"),
    "competencies": _("Năng lực"),
    "qualities": _("Phẩm chất"),
    "assessment": _("Đánh giá cuối năm"),
    "outcome": _("Hoàn thành, lên lớp"),
    "comments": _("Nhận xét"),
    "awards": _("Khen thưởng"),
}
_FIELDS: Mapping[str, Promise] = {
    "level": _("mức đạt được"),
    "score": _("điểm kiểm tra"),
    "comment": _("nhận xét"),
    "teacher": _("giáo viên"),
    "teacher_id": _("số định danh của giáo viên"),
    "order": _("thứ tự"),
    "overall": _("kết quả giáo dục"),
    "evidence": _("căn cứ không đánh giá"),
    "qualities": _("phẩm chất"),
    "general_competencies": _("năng lực chung"),
    "specific_competencies": _("năng lực đặc thù"),
    "homeroom": _("của giáo viên chủ nhiệm"),
    "year_end": _("cuối năm"),
    "ad_hoc": _("đột xuất"),
    "name": _("họ và tên"),
    "born": _("ngày sinh"),
    "sex": _("giới tính"),
    "personal_id": _("số định danh cá nhân"),
    "residence": _("nơi ở"),
    "weight_kg": _("cân nặng (kg)"),
    "height_cm": _("chiều cao (cm)"),
    "excused": _("có phép"),
    "unexcused": _("không phép"),
    "title": _("chức vụ"),
    "grade_completed": _("hoàn thành chương trình lớp"),
    "promoted": _("được lên lớp"),
    "primary_completed": _("hoàn thành chương trình tiểu học"),
    "planned_issue_on": _("ngày dự kiến phát hành"),
}
COMMENT_WORDS = (
    _("Về phẩm chất"),
    _("Về năng lực chung"),
    _("Về năng lực đặc thù"),
    _("Nhận xét của giáo viên chủ nhiệm"),
)
"""Captions of the homeroom teacher's comments, in the order of the record."""
_WITHOUT_FIELD = frozenset({"level", ""})


def place_words(one: Change) -> str:
    """Where a change lies: "Toán: điểm kiểm tra", "Nhận xét: phẩm chất"."""
    item = one.item.partition("#")[0]
    named = place_name(f"{one.section}/{item}")
    place = named if named != f"{one.section}/{item}" else str(_SECTIONS.get(one.section, one.section))
    if item and named == f"{one.section}/{item}":
        place = f"{place} {item}"
    last = one.field.rpartition(".")[2]
    field = _FIELDS.get(last)
    if field is None or (one.section in {"competencies", "qualities"} and last in _WITHOUT_FIELD):
        return place
    return _now("%(place)s: %(field)s") % {"place": place, "field": field}
