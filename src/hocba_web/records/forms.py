"""Forms of initialising, unlocking, cancelling and giving back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hocba_web.assessment.parts import HOMEROOM

_REASON = 500


class InitialiseForm(forms.Form):
    """What the registrar fixes for the records of a class."""

    planned_issue_on = forms.DateField(
        label=_("Ngày phát hành dự kiến"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("In trên học bạ; văn thư không đóng dấu số trước ngày này."),
    )
    manager = forms.ChoiceField(label=_("Người duyệt và ký"), choices=())

    def __init__(self, *args: Any, managers: Sequence[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401  # Django's
        super().__init__(*args, **kwargs)
        self.fields["manager"].choices = [(str(staff_id), name) for staff_id, name in managers]  # type: ignore[attr-defined]  # a choice field


class UnlockForm(forms.Form):
    """Which parts are wrong, and what is wrong."""

    parts = forms.MultipleChoiceField(
        label=_("Phần cần mở"),
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Sửa mức đạt được có thể làm đổi kết quả chung: khi đó chọn thêm phần Chủ nhiệm. "
            "Sai thông tin cá nhân cũng chọn phần Chủ nhiệm."
        ),
    )
    reason = forms.CharField(
        label=_("Sai ở đâu, sửa thành gì"), max_length=_REASON, widget=forms.Textarea(attrs={"rows": "3"})
    )

    def __init__(self, *args: Any, parts: Sequence[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401  # Django's
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = list(parts)  # type: ignore[attr-defined]  # a choice field
        if len(parts) == 1:
            self.fields["parts"].initial = [parts[0][0]]


class ReasonForm(forms.Form):
    """Why a record is to be given up."""

    reason = forms.CharField(label=_("Lý do"), max_length=_REASON, widget=forms.Textarea(attrs={"rows": "3"}))


class ReturnForm(forms.Form):
    """Which part is given back, and what is wrong with it."""

    part = forms.ChoiceField(label=_("Phần trả lại"), choices=())
    note = forms.CharField(
        label=_("Nhắn người sửa"),
        max_length=_REASON,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("Người phụ trách phần này và quản trị hệ thống sẽ đọc."),
    )

    def __init__(self, *args: Any, parts: Sequence[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401  # Django's
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = list(parts)  # type: ignore[attr-defined]  # a choice field
        self.fields["part"].initial = HOMEROOM


class DecideForm(forms.Form):
    """The principal's answer."""

    granted = forms.ChoiceField(label=_("Quyết định"), choices=(), widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Trả lời người đề nghị"),
        max_length=_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": "2"}),
        help_text=_("Cần có khi không đồng ý."),
    )

    def __init__(self, *args: Any, yes: str, no: str, **kwargs: Any) -> None:  # noqa: ANN401  # Django's
        super().__init__(*args, **kwargs)
        self.fields["granted"].choices = [("yes", yes), ("no", no)]  # type: ignore[attr-defined]  # a choice field


class PaperForm(DecideForm):
    """The same with the number of a decision on paper."""

    number = forms.CharField(
        label=_("Số quyết định"), required=False, max_length=40, help_text=_("Nếu có quyết định bằng văn bản.")
    )
    dated = forms.DateField(label=_("Ngày quyết định"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
