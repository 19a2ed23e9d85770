"""The form of a decision on reward or sanction."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hocba_web.schools.forms.common import DayField, ScanField
from hocba_web.supervision.services.conduct import Kind


class ConductForm(forms.Form):
    """What was decided, by which paper, why."""

    kind = forms.ChoiceField(label=_("Hình thức"), choices=Kind.choices)
    number = forms.CharField(label=_("Số quyết định, tờ trình"), max_length=40)
    dated = DayField(label=_("Ngày ký"))
    addressee = forms.CharField(
        label=_("Gửi cấp nào"), max_length=150, required=False, help_text=_("Chỉ ghi khi đề nghị cấp trên.")
    )
    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    paper = ScanField(label=_("Bản chụp"), required=False)
