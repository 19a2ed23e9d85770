"""What people type about appointments and decisions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hocba_web.accounts.roles import Role
from hocba_web.schools.forms.common import DayField, DecisionForm, ScanField, pick
from hocba_web.schools.selectors.staff_decisions import KINDS
from hocba_web.schools.services.appointments import OFFICES

BODY_CHOICES = (("", _("Không")), ("board", _("Ban Quản trị phần mềm")), ("working_group", _("Tổ công tác học bạ số")))
POST_CHOICES = (
    ("member", _("Thành viên")),
    ("chair", _("Trưởng ban, tổ trưởng")),
    ("deputy", _("Phó ban, tổ phó")),
)
RECORDABLE = tuple(one for one in KINDS if one[0] not in {"promotion", "conduct"})
"""Kinds entered by hand; promotion and conduct decisions come from their own pages."""


class AppointmentForm(forms.Form):
    """Who gets which role or belongs to which body, from when to when."""

    staff = forms.TypedChoiceField(label=_("Cán bộ, giáo viên"), coerce=int)
    role = forms.ChoiceField(label=_("Vai trò trên hệ thống"), required=False)
    may_sign = forms.BooleanField(
        label=_("Được ký thay hiệu trưởng"),
        required=False,
        help_text=_("Chỉ phó hiệu trưởng; ghi rõ trong quyết định."),
    )
    body = forms.ChoiceField(label=_("Thành viên của"), required=False, choices=BODY_CHOICES)
    post = forms.ChoiceField(label=_("Chức danh trong ban, tổ"), required=False, choices=POST_CHOICES)
    duty = forms.CharField(
        label=_("Nhiệm vụ cụ thể"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Như sẽ ghi trong quyết định, ví dụ: Khóa, mở học bạ số theo quyết định của Hiệu trưởng."),
    )
    since = DayField(label=_("Từ ngày"))
    until = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Bỏ trống nếu chưa định ngày kết thúc."))
    accept_overlap = forms.BooleanField(
        label=_("Vẫn lập dù người này đã có vai trò đó trong thời gian này"), required=False
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **more: Any) -> None:  # noqa: ANN401  # Django's own
        super().__init__(*args, **more)
        pick(self, "staff", people)
        pick(self, "role", [(role.value, role.label) for role in OFFICES], empty=str(_("Không có vai trò")))

    def role_chosen(self) -> Role | None:
        """The role, if one was chosen."""
        value = self.cleaned_data["role"]
        return Role(value) if value else None


class ApproveForm(DecisionForm):
    """Which prepared appointments one decision puts in force."""

    chosen = forms.TypedMultipleChoiceField(
        label=_("Các đề nghị được duyệt"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("chosen", "number", "dated")

    def __init__(self, *args: Any, waiting: list[tuple[int, str]], **more: Any) -> None:  # noqa: ANN401  # Django's own
        super().__init__(*args, **more)
        pick(self, "chosen", waiting, empty="")


class EndForm(DecisionForm):
    """The last day of an office."""

    until = DayField(label=_("Đến hết ngày"))
    field_order = ("until", "number", "dated")


class RecordForm(DecisionForm):
    """A decision made on paper."""

    kind = forms.ChoiceField(label=_("Loại"), choices=RECORDABLE)
    summary = forms.CharField(
        label=_("Trích yếu"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Về việc …")
    )
    scan = ScanField(label=_("Bản chụp"), required=False)
    field_order = ("kind", "number", "dated", "summary", "scan")


class ScanForm(forms.Form):
    """The scan of a decision."""

    scan = ScanField(label=_("Bản chụp"))


class FilterForm(forms.Form):
    """Which decisions are shown."""

    kind = forms.ChoiceField(label=_("Loại"), required=False)

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, object]], **more: Any) -> None:  # noqa: ANN401  # Django's own
        super().__init__(*args, **more)
        pick(self, "kind", kinds, empty=str(_("Mọi loại")))
