"""Forms of submission."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from hocba_web.schools.services.attachments import ACCEPTED

_REASON = 500


class GatewayForm(forms.Form):
    """The school's account at the gateway; secrets are never shown again."""

    unit_code = forms.CharField(label=_("Mã đơn vị"), max_length=20)
    user_name = forms.CharField(
        label=_("Tên đăng nhập"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=512,
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    token = forms.CharField(
        label=_("Mã truy cập (token)"),
        max_length=512,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def ask_secrets(self, *, known: bool) -> None:
        """Ask for both secrets, or offer to leave those that are there."""
        for name in ("password", "token"):
            self.fields[name].required = not known
            if known:
                self.fields[name].help_text = _("Để trống nếu không đổi.")


class ClosingForm(forms.Form):
    """The principal's confirmation of a group."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    note = forms.CharField(
        label=_("Ghi chú"),
        required=False,
        max_length=_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bắt buộc nếu còn học sinh chưa được tiếp nhận: nêu lý do."),
    )


class RecallForm(forms.Form):
    """Why a record is to be given up, and what will be corrected."""

    reason = forms.CharField(label=_("Sai ở đâu, vì sao"), max_length=_REASON, widget=forms.Textarea(attrs={"rows": 3}))
    parts = forms.MultipleChoiceField(
        label=_("Phần cần mở để sửa"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn phần nào nếu chỉ sai thông tin trong hồ sơ học sinh."),
    )
    evidence = forms.FileField(
        label=_("Minh chứng"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text=_("Bắt buộc với học bạ đã được tiếp nhận."),
    )

    def offer(self, parts: Sequence[tuple[str, str]]) -> None:
        """The parts of the class."""
        field = self.fields["parts"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = list(parts)


class GrantForm(forms.Form):
    """The decision that the principal's yes rests on."""

    number = forms.CharField(label=_("Số quyết định"), max_length=40)
    dated = forms.DateField(label=_("Ngày quyết định"), widget=forms.DateInput(attrs={"type": "date"}))
    scan = forms.FileField(
        label=_("Bản chụp quyết định"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )


class PermitForm(forms.Form):
    """The authority's permission to amend closed records."""

    number = forms.CharField(label=_("Số văn bản"), max_length=40)
    dated = forms.DateField(label=_("Ngày văn bản"), widget=forms.DateInput(attrs={"type": "date"}))
    body = forms.CharField(label=_("Cơ quan ban hành"), max_length=150)
    until = forms.DateField(
        label=_("Được đề nghị chỉnh lý đến hết ngày"), widget=forms.DateInput(attrs={"type": "date"})
    )
    scan = forms.FileField(label=_("Bản chụp văn bản"), widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}))


class DenyForm(forms.Form):
    """Why the principal says no."""

    answer = forms.CharField(
        label=_("Lý do không đồng ý"), max_length=_REASON, widget=forms.Textarea(attrs={"rows": 2})
    )
