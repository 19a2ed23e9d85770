"""What people type when a school begins."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hocba_web.schools.forms.common import DayField


class CodeForm(forms.Form):
    """The code that the server's console printed."""

    code = forms.CharField(
        label=_("Mã thiết lập"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "spellcheck": "false"}),
        help_text=_("Người quản lý máy chủ chạy lệnh manage.py setup_school để có mã. Mã dùng một lần, trong 24 giờ."),
    )


class NewSchoolForm(forms.Form):
    """The school and its first year."""

    code = forms.RegexField(
        r"^[0-9A-Za-z]{4,20}$",
        label=_("Mã trường"),
        help_text=_("Mã trên cơ sở dữ liệu ngành, không đổi được sau này."),
    )
    name = forms.CharField(label=_("Tên trường"), max_length=150)
    authority_name = forms.CharField(
        label=_("Cơ quan quản lý"), max_length=150, help_text=_("Ví dụ: Sở Giáo dục và Đào tạo Quảng Ninh.")
    )
    authority_code = forms.CharField(label=_("Mã cơ quan quản lý"), max_length=20)
    province = forms.CharField(
        label=_("Tỉnh, thành phố"), max_length=80, help_text=_("Ghi cả cấp, ví dụ Tỉnh Quảng Ninh.")
    )
    commune = forms.CharField(label=_("Xã, phường"), max_length=80, help_text=_("Ghi cả cấp, ví dụ Phường Yên Tử."))
    first = forms.IntegerField(
        label=_("Năm học bắt đầu năm"), min_value=2024, max_value=2100, help_text=_("Năm học 2026-2027 thì ghi 2026.")
    )
    starts_on = DayField(label=_("Ngày đầu năm học"))
    term_2_on = DayField(label=_("Ngày đầu học kỳ II"))
    ends_on = DayField(label=_("Ngày cuối năm học"))


class FirstPeopleForm(forms.Form):
    """Principal and admin, and the decision that gives the admin the office."""

    principal_name = forms.CharField(label=_("Họ và tên hiệu trưởng"), max_length=150)
    principal_code = forms.CharField(label=_("Mã cán bộ của hiệu trưởng"), max_length=20)
    principal_email = forms.EmailField(label=_("Thư điện tử của hiệu trưởng"), required=False)
    admin_name = forms.CharField(label=_("Họ và tên người quản trị hệ thống"), max_length=150)
    admin_code = forms.CharField(label=_("Mã cán bộ của người quản trị"), max_length=20)
    admin_position = forms.CharField(label=_("Chức vụ của người quản trị"), max_length=60, initial="Nhân viên")
    admin_email = forms.EmailField(label=_("Thư điện tử của người quản trị"), required=False)
    number = forms.CharField(
        label=_("Số quyết định phân công"),
        max_length=40,
        help_text=_("Quyết định trên giấy của hiệu trưởng giao người này quản trị hệ thống."),
    )
    dated = DayField(label=_("Ngày ký quyết định"))
