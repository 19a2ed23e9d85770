"""Places of a record in words, as people who sign read them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hocba.lint.places import name_of
from hocba.messages import Language
from hocba.model.changes import Change

_FIELDS: Mapping[str, Promise] = {
    "level": _("mức đạt được"),
    "score": _("điểm kiểm tra"),
    "comment": _("nhận xét"),
    "teacher": _("giáo viên"),
    "teacher_id": _("số định danh của giáo viên"),
    "order": _("thứ tự"),
}
"""Fields of a subject."""
_SECTIONS: Mapping[str, Promise] = {
    "subjects": _("Môn học"),
    "competencies": _("Năng lực"),
    "qualities": _("Phẩm chất"),
    "history": _("Quá trình học tập"),
    "homeroom_teacher": _("Giáo viên chủ nhiệm"),
    "manager": _("Người ký thay mặt nhà trường"),
}
"""Sections whose places have no names of their own."""


def place_words(one: Change) -> str:
    """Where a change lies: "Toán: điểm kiểm tra", "Nhận xét phẩm chất chủ yếu"."""
    item, field = one.item.partition("#")[0], one.field.replace(".", "/")
    if one.section == "subjects" and item:
        words = _FIELDS.get(one.field, one.field)
        return _now("%(place)s: %(field)s") % {"place": caption(f"subjects/{item}"), "field": words}
    if one.section in {"competencies", "qualities"} and item:
        return caption(f"{one.section}/{item}")
    if one.section in _SECTIONS:
        return f"{_SECTIONS[one.section]} {item}".strip()
    if one.section == "assessment" and field == "overall":
        return caption("overall")
    return caption("/".join(part for part in (one.section, item, field) if part and part != "record"))


def caption(where: str) -> str:
    """The name of a place in the reader's language."""
    language: Language = "en" if (get_language() or "vi").startswith("en") else "vi"
    return name_of(where, language)
