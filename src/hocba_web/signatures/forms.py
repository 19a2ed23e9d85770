"""Forms of certificates."""

from __future__ import annotations

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
