"""Forms about clients."""

from __future__ import annotations

import ipaddress

from django import forms
from django.utils.translation import gettext_lazy as _

from hocba_web.procedures.purposes import Purpose, Scope


class ClientForm(forms.Form):
    """What a client is to be allowed."""

    name = forms.CharField(label=_("Tên hệ thống"), max_length=150, help_text=_("Gia đình đọc được tên này."))
    owner = forms.CharField(label=_("Cơ quan chịu trách nhiệm"), max_length=200)
    legal_basis = forms.CharField(
        label=_("Căn cứ pháp lý"), max_length=300, help_text=_("Số, ngày của quyết định và điều khoản cho phép.")
    )
    contact = forms.EmailField(label=_("Thư điện tử của đầu mối"))
    purposes = forms.MultipleChoiceField(
        label=_("Mục đích"),
        choices=[(one.value, one.label) for one in Purpose],
        widget=forms.CheckboxSelectMultiple,
    )
    scopes = forms.MultipleChoiceField(
        label=_("Thông tin được biết"),
        choices=[(one.value, one.label) for one in Scope],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ chọn những gì các mục đích trên thật sự cần."),
    )
    valid_from = forms.DateField(label=_("Từ ngày"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    valid_until = forms.DateField(
        label=_("Đến hết ngày"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    quota_day = forms.IntegerField(label=_("Số câu hỏi mỗi ngày"), min_value=1, max_value=100_000, initial=500)
    quota_minute = forms.IntegerField(label=_("Số câu hỏi mỗi phút"), min_value=1, max_value=600, initial=30)
    addresses = forms.CharField(
        label=_("Dải địa chỉ IP được gọi"),
        max_length=500,
        required=False,
        help_text=_("Ví dụ 203.113.0.0/24, cách nhau dấu phẩy; trống là không giới hạn."),
    )
    hook_url = forms.CharField(
        label=_("Địa chỉ nhận thông báo thay đổi"),
        max_length=300,
        required=False,
        help_text=_("https, máy chủ công khai; trống là không gửi."),
    )

    def clean_addresses(self) -> list[str]:
        """Networks in their one spelling."""
        typed = [one.strip() for one in str(self.cleaned_data["addresses"]).split(",") if one.strip()]
        try:
            return [str(ipaddress.ip_network(one)) for one in typed]
        except ValueError:
            raise forms.ValidationError(_("Có dải địa chỉ chưa đúng.")) from None


class DecisionForm(forms.Form):
    """Yes or no, with a reason where it is no."""

    agree = forms.TypedChoiceField(
        label=_("Quyết định"),
        choices=[("yes", _("Duyệt")), ("no", _("Không duyệt"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Ý kiến"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
