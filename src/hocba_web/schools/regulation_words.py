"""What a regulation sets, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from hocba_web.schools.regulation_values import KEYS, MOMENTS, FaultReceiver, PlannedWindow, RegulationValues


def moment_label(moment: str) -> str:
    """A moment of the window plan."""
    words = {
        "gk1": _("Giữa học kỳ I"),
        "ck1": _("Cuối học kỳ I"),
        "gk2": _("Giữa học kỳ II"),
        "cn": _("Cuối năm học"),
        "bs": _("Đánh giá bổ sung trong hè"),
    }
    return words[moment]


def receiver_label(receiver: FaultReceiver) -> str:
    """Who is told of fault reports."""
    words = {
        FaultReceiver.BOARD: _("Ban Quản trị"),
        FaultReceiver.SCHOOL_ADMIN: _("Quản trị hệ thống"),
        FaultReceiver.VICE_PRINCIPAL: _("Phó hiệu trưởng"),
        FaultReceiver.PRINCIPAL: _("Hiệu trưởng"),
    }
    return words[receiver]


def label_of(key: str) -> str:
    """The name of a value; "window_plan/gk1" names one moment of the plan."""
    if key.startswith("window_plan/"):
        return _("Mở nhập kết quả: %(moment)s") % {"moment": moment_label(key.partition("/")[2])}
    words = {
        "deputies_may_sign": _("Phó hiệu trưởng được ký thay khi có quyết định"),
        "late_opening_max_days": _("Mở muộn lâu nhất (ngày)"),
        "retest_needs_vice_note": _("Kiểm tra lại cần ý kiến phó hiệu trưởng"),
        "reminder_gap_days": _("Nhắc lại cùng một việc cách nhau ít nhất (ngày)"),
        "days_before_june_deadline": _("Hạn nội bộ trước ngày 15/6 (ngày)"),
        "days_before_august_deadline": _("Hạn nội bộ trước ngày 15/8 (ngày)"),
        "session_idle_minutes": _("Tự đăng xuất khi không thao tác (phút)"),
        "fault_receivers": _("Ai nhận báo lỗi"),
        "check_sample_size": _("Số học sinh mỗi lớp khi kiểm tra thường xuyên"),
    }
    return words[key]


def shown(value: object) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, PlannedWindow):
        return f"{value.opens_day:02}/{value.opens_month:02} – {value.closes_day:02}/{value.closes_month:02}"
    if isinstance(value, tuple):
        return ", ".join(receiver_label(one) for one in value)
    return str(value)


def value_lines(values: RegulationValues) -> list[tuple[str, str]]:
    """(name, value) of everything a version sets."""
    lines = [(label_of(f"window_plan/{moment}"), shown(values.window(moment))) for moment in MOMENTS]
    lines += [(label_of(key), shown(getattr(values, key))) for key in KEYS if key != "window_plan"]
    return lines


def change_lines(changed: tuple[tuple[str, Any, Any], ...]) -> list[tuple[str, str, str]]:
    """(name, before, after) of `regulation_values.differences`."""
    return [(label_of(key), shown(before), shown(after)) for key, before, after in changed]
