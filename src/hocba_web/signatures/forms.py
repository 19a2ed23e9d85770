"""Forms of certificates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class KeyFileForm(forms.Form):
    """A PKCS#12 file and the password that opens it."""

    file = forms.FileField(
        label=_("Tệp khóa (.p12 hoặc .pfx)"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".p12,.pfx,application/x-pkcs12"}),
        help_text=_("Tệp được giữ nguyên dạng mã hóa; mỗi lần ký thầy/cô nhập lại mật khẩu."),
    )
    password = forms.CharField(
        label=_("Mật khẩu của tệp"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Chỉ dùng ngay bây giờ để thử mở tệp, không lưu ở đâu."),
    )


class EndForm(forms.Form):
    """Why a certificate is taken out of use."""

    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": "2"}))


class DeviceForm(forms.Form):
    """A key in a device of the server."""

    device = forms.ChoiceField(label=_("Thiết bị"))
    key = forms.CharField(
        label=_("Nhãn của khóa trong thiết bị"),
        max_length=200,
        help_text=_("Người vận hành máy chủ cho biết nhãn này."),
    )
    pin = forms.CharField(
        label=_("Mã PIN"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Thử đúng một lần, ngay bây giờ; không lưu ở đâu. Nhập sai nhiều lần thiết bị sẽ tự khóa."),
    )

    def __init__(self, *args: Any, devices: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401  # Django's
        super().__init__(*args, **kwargs)
        self.fields["device"].choices = devices  # type: ignore[attr-defined]  # a choice field
