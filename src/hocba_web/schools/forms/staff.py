"""What people type about staff and groups."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hocba_web.schools.forms.common import DayField, number_or_none, pick


class StaffForm(forms.Form):
    """One person; field names are those of `services.staff.StaffData`."""

    name = forms.CharField(label=_("Họ và tên"), max_length=150, help_text=_("Viết đúng như căn cước."))
    code = forms.CharField(label=_("Mã cán bộ"), max_length=20, help_text=_("Mã trên cơ sở dữ liệu ngành."))
    personal_id = forms.CharField(
        label=_("Số định danh cá nhân"),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("12 chữ số; cần có trước khi ký số."),
    )
    born = DayField(label=_("Ngày sinh"), required=False)
    position = forms.CharField(
        label=_("Chức vụ"), max_length=60, initial="Giáo viên", widget=forms.TextInput(attrs={"list": "positions"})
    )
    email = forms.EmailField(label=_("Thư điện tử"), required=False, help_text=_("Để nhận nhắc việc."))
    phone = forms.CharField(label=_("Điện thoại"), max_length=30, required=False)


class LeaveForm(forms.Form):
    """Somebody leaves."""

    last_day = DayField(label=_("Ngày làm việc cuối cùng"))
    reason = forms.CharField(
        label=_("Lý do, văn bản"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: Nghỉ hưu theo Quyết định số 120/QĐ-UBND ngày 01/06/2026."),
    )


class TeamForm(forms.Form):
    """A new group."""

    name = forms.CharField(label=_("Tên tổ"), max_length=80, widget=forms.TextInput(attrs={"placeholder": "Tổ 4-5"}))


class MembersForm(forms.Form):
    """Who belongs to a group from a day on."""

    since = DayField(label=_("Từ ngày"))
    members = forms.TypedMultipleChoiceField(
        label=_("Thành viên"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--row"}),
    )
    lead = forms.TypedChoiceField(label=_("Tổ trưởng"), coerce=number_or_none, empty_value=None, required=False)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **more: Any) -> None:  # noqa: ANN401  # Django's own
        super().__init__(*args, **more)
        pick(self, "members", people, empty="")
        pick(self, "lead", people, empty=str(_("Chưa có")))
