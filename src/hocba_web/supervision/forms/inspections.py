"""Forms of inspections. They parse; what may be stored is the services' question."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hocba_web.schools.forms.common import DayField, ScanField

_MEMBERS = 4


class InstantField(forms.DateTimeField):
    """A day and time in Vietnam."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401  # Django's own arguments
        super().__init__(widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"), **more)


class InspectionForm(forms.Form):
    """By what decision, what, from when to when."""

    body = forms.CharField(
        label=_("Đoàn kiểm tra"),
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": _("Đoàn kiểm tra Sở Giáo dục và Đào tạo")}),
    )
    number = forms.CharField(label=_("Số quyết định hoặc công văn"), max_length=40)
    dated = DayField(label=_("Ngày ký"))
    reason = forms.CharField(label=_("Nội dung kiểm tra"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    opens_at = InstantField(label=_("Xem được từ"))
    closes_at = InstantField(label=_("Đến"))
    classes = forms.TypedMultipleChoiceField(
        label=_("Phạm vi"),
        help_text=_("Không chọn lớp nào nghĩa là toàn trường."),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--row"}),
    )

    def __init__(self, data: object = None, *, classes: Iterable[tuple[int, str]], at: datetime | None = None) -> None:
        super().__init__(data, initial={"opens_at": at} if at else None)  # type: ignore[arg-type]  # request.POST or None
        self.fields["classes"].choices = list(classes)  # type: ignore[attr-defined]  # a choice field, see above


class GuestForm(forms.Form):
    """One member of the inspecting body; a form left empty counts for nobody."""

    name = forms.CharField(label=_("Họ và tên"), max_length=150, required=False)
    office = forms.CharField(label=_("Chức vụ, đơn vị"), max_length=150, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)

    def clean(self) -> None:
        """Whoever has an office or an address has a name."""
        super().clean()
        told = self.cleaned_data
        if not told.get("name") and (told.get("office") or told.get("email")):
            self.add_error("name", gettext("Ghi họ và tên của thành viên này."))


GuestFormSet = forms.formset_factory(GuestForm, extra=_MEMBERS, max_num=_MEMBERS, validate_max=True)


class EndForm(forms.Form):
    """What the inspection concluded."""

    conclusion = forms.CharField(
        label=_("Kết luận, kiến nghị"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    minutes = ScanField(label=_("Biên bản"), required=False)


class MinutesForm(forms.Form):
    """The minutes, later."""

    minutes = ScanField(label=_("Biên bản"))
