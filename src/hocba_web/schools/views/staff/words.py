"""Appointments and assignments of a person in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from hocba.regulation import subject_info
from hocba_web.schools.selectors.staff import Spell

_STATES = {"now": "open", "future": "waiting", "asked": "asked", "past": "locked", "declined": "refused"}


def _label(state: str) -> str:
    words = {
        "now": _("Đang giữ"),
        "future": _("Chưa bắt đầu"),
        "asked": _("Chờ duyệt"),
        "past": _("Đã hết"),
        "declined": _("Không duyệt"),
    }
    return words[state]


def _title(one: Spell) -> str:
    if one.kind == "appointment":
        return one.role.label if one.role else one.what
    if one.kind == "homeroom":
        return _("Chủ nhiệm lớp %(name)s") % {"name": one.what}
    if one.kind == "teaching":
        return _("Dạy lớp %(name)s") % {"name": one.what}
    if one.kind == "substitute":
        return _("Dạy thay %(name)s") % {"name": one.what}
    return one.what


def _detail(one: Spell) -> str:
    if one.kind == "appointment" and one.role:
        return one.what
    return ", ".join(subject_info(subject).form_name for subject in one.subjects)


def spell_lines(spells: Iterable[Spell]) -> list[dict[str, Any]]:
    """Lines for tables: title, detail, since, until, decision, and the state as `status` draws it."""
    return [
        {
            "title": _title(one),
            "detail": _detail(one),
            "since": one.since,
            "until": one.until,
            "decision": one.decision,
            "state": one.state,
            "kind": _STATES[one.state],
            "label": _label(one.state),
        }
        for one in spells
    ]
