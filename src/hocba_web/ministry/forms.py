"""Forms of reports to the ministry."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ArrangeForm(forms.Form):
    """Whether reports go by themselves, from when, by which decision."""

    automatic = forms.TypedChoiceField(
        label=_("Cách gửi"),
        choices=[("yes", _("Tự động gửi khi có học bạ mới")), ("no", _("Chỉ gửi khi cán bộ bấm gửi"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    decision = forms.CharField(
        label=_("Quyết định"), max_length=150, help_text=_("Số và ngày, ví dụ 215/QĐ-SGDĐT ngày 25/07/2026.")
    )
    valid_from = forms.DateField(
        label=_("Áp dụng từ ngày"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
    )
