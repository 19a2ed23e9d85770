"""Forms of incidents."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hocba_web.support.services.reports import LONGEST

_STAMP = "%Y-%m-%dT%H:%M"


class IncidentForm(forms.Form):
    """What was noticed, and when."""

    found_at = forms.DateTimeField(
        label=_("Phát hiện lúc"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_STAMP),
        help_text=_("Thời hạn thông báo theo luật tính từ lúc này."),
    )
    what = forms.CharField(
        label=_("Điều gì đã xảy ra"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Ví dụ: gửi nhầm tệp danh sách, mất máy, lộ mật khẩu. Không chép lại dữ liệu của học sinh vào đây."
        ),
    )


class FactsForm(forms.Form):
    """What is known so far; may be filled in step by step."""

    data_kinds = forms.CharField(
        label=_("Loại dữ liệu bị ảnh hưởng"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("họ tên, ngày sinh, kết quả cuối năm")}),
    )
    people = forms.IntegerField(label=_("Số người bị ảnh hưởng"), min_value=0, max_value=1_000_000, required=False)
    harm = forms.CharField(
        label=_("Hậu quả đã hoặc có thể xảy ra"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    measures = forms.CharField(
        label=_("Biện pháp đã và sẽ thực hiện"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    note = forms.CharField(
        label=_("Ghi vào dòng thời gian"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Vừa làm gì, ai làm. Không bắt buộc."),
    )


class EndForm(forms.Form):
    """How it ended."""

    is_incident = forms.TypedChoiceField(
        label=_("Kết quả xác minh"),
        choices=[("yes", _("Là sự cố, đã xử lý xong")), ("no", _("Không phải sự cố dữ liệu cá nhân"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    conclusion = forms.CharField(
        label=_("Kết luận"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Nguyên nhân, cách khắc phục, điều cần làm để không lặp lại."),
    )
