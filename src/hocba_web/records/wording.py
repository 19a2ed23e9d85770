"""How states, events and parts of records read on pages, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hocba.lifecycle import Event, Role, State
from hocba.messages import Language

KINDS: Mapping[State, str] = {
    State.OPEN_ENTRY: "open",
    State.DRAFT: "doing",
    State.SUBJECTS_SIGNED: "doing",
    State.HOMEROOM_SIGNED: "asked",
    State.PRINCIPAL_SIGNED: "ready",
    State.ISSUED: "done",
    State.PACKAGED: "done",
    State.SUBMITTED: "asked",
    State.ACCEPTED: "done",
    State.REJECTED: "refused",
    State.REPORTED: "done",
    State.RECALL_REQUESTED: "asked",
    State.RECALLED: "none",
    State.FINALISED: "locked",
    State.SUPERSEDED: "none",
    State.CANCELLED: "none",
}
"""State -> look of its sign."""
SLOTS = {
    "GVBM": _("Giáo viên môn học"),
    "GVCN": _("Giáo viên chủ nhiệm"),
    "CBQL": _("Cán bộ quản lý"),
    "KY_PHAT_HANH": _("Nhà trường (đóng dấu số)"),
}
STAGES = {
    "waiting": ("asked", _("Chờ hiệu trưởng quyết định")),
    "granted": ("asked", _("Chờ quản trị mở")),
    "opened": ("open", _("Đang mở để sửa")),
    "settled": ("done", _("Đã xong")),
    "refused": ("refused", _("Không đồng ý")),
    "withdrawn": ("none", _("Đã rút")),
}


def language() -> Language:
    """Of the request."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def state_label(state: State | str) -> str:
    """A state in words."""
    return State(state).label(language())


def event_label(event: str) -> str:
    """An event in words."""
    return Event(event).label(language())


def role_label(role: str) -> str:
    """A role in words."""
    return Role(role).label(language())
