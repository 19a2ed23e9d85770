"""Forms about schools."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SchoolForm(forms.Form):
    """What may be put right."""

    name = forms.CharField(
        label=_("Tên trường"), max_length=200, help_text=_("Đúng như tên tổ chức trong chứng thư số của trường.")
    )
    area_code = forms.CharField(
        label=_("Mã địa bàn"), max_length=20, required=False, help_text=_("Mã phường, xã, đặc khu.")
    )
    area_name = forms.CharField(label=_("Tên địa bàn"), max_length=150, required=False)
    active = forms.BooleanField(
        label=_("Đang hoạt động"),
        required=False,
        initial=True,
        help_text=_("Trường ngừng hoạt động không gửi được nữa; học bạ đã nhận vẫn giữ."),
    )


class NewSchoolForm(SchoolForm):
    """And its code."""

    code = forms.CharField(
        label=_("Mã trường"), max_length=40, help_text=_("Mã định danh của trường trong học bạ; không đổi được về sau.")
    )
    active = None  # type: ignore[assignment]  # Django's way to leave a field out
    field_order = ("code", "name", "area_code", "area_name")


class LoginForm(forms.Form):
    """The user name of the exchange."""

    user_name = forms.CharField(
        label=_("Tên đăng nhập của phần mềm"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )
