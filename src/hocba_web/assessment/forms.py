"""Forms of openings, late requests and second tests."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hocba.errors import HocbaError
from hocba_web.assessment.models import Period
from hocba_web.assessment.selectors.register import ClassFacts
from hocba_web.assessment.services.windows import WindowScope
from hocba_web.base.refusals import spoken

_MOMENT = {"type": "datetime-local"}
_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M"]


def put_refusal(form: forms.Form, error: HocbaError) -> None:
    """Show a refusal in the form that was refused, at its field where it names one."""
    said = spoken(error)
    text = f"{said.what} {said.next}".strip()
    form.add_error(said.where if said.where in form.fields else None, text)


class DecideForm(forms.Form):
    """What the principal opens, from when to when, and why."""

    periods = forms.MultipleChoiceField(
        label=_("Thời điểm"), choices=Period.choices, widget=forms.CheckboxSelectMultiple
    )
    grades = forms.MultipleChoiceField(
        label=_("Khối"),
        required=False,
        choices=[(str(grade), _("Khối %(grade)s") % {"grade": grade}) for grade in range(1, 6)],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn khối và lớp nào: mở cho toàn trường."),
    )
    classes = forms.MultipleChoiceField(
        label=_("Lớp"), required=False, widget=forms.SelectMultiple(attrs={"size": "6"}), choices=()
    )
    part = forms.ChoiceField(
        label=_("Chỉ mở phần"), required=False, choices=(), help_text=_("Bỏ trống: mở mọi phần của thời điểm.")
    )
    opens_at = forms.DateTimeField(
        label=_("Mở từ"), widget=forms.DateTimeInput(attrs=_MOMENT, format="%Y-%m-%dT%H:%M"), input_formats=_FORMATS
    )
    closes_at = forms.DateTimeField(
        label=_("Khóa lúc"),
        widget=forms.DateTimeInput(attrs=_MOMENT, format="%Y-%m-%dT%H:%M"),
        input_formats=_FORMATS,
        help_text=_("Từ giờ này trở đi không nhập được nữa."),
    )
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": "2"}))
    number = forms.CharField(
        label=_("Số quyết định"), required=False, max_length=40, help_text=_("Nếu có quyết định bằng văn bản.")
    )
    dated = forms.DateField(label=_("Ngày quyết định"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, classes: list[ClassFacts], **kwargs: Any) -> None:  # noqa: ANN401  # Django's
        super().__init__(*args, **kwargs)
        parts = {part: facts.part_name(part) for facts in classes for part in facts.parts}
        self.fields["classes"].choices = [(str(facts.id), facts.name) for facts in classes]  # type: ignore[attr-defined]  # a choice field
        self.fields["part"].choices = [("", _("Tất cả")), *parts.items()]  # type: ignore[attr-defined]  # a choice field

    def scopes(self) -> list[WindowScope]:
        """What is opened; the whole school where nothing is chosen."""
        part = self.cleaned_data["part"]
        chosen = [WindowScope(grade=int(grade), part=part) for grade in self.cleaned_data["grades"]]
        chosen += [WindowScope(class_id=int(one), part=part) for one in self.cleaned_data["classes"]]
        return chosen or [WindowScope(part=part)]


class EndForm(forms.Form):
    """Why something is shut before its time."""

    reason = forms.CharField(label=_("Lý do khóa sớm"), max_length=500, widget=forms.Textarea(attrs={"rows": "2"}))


class LateForm(forms.Form):
    """What a teacher asks to correct."""

    part = forms.ChoiceField(label=_("Phần cần mở"), choices=())
    enrolment = forms.ChoiceField(label=_("Học sinh"), required=False, choices=())
    reason = forms.CharField(label=_("Cần sửa gì, vì sao"), max_length=500, widget=forms.Textarea(attrs={"rows": "3"}))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  # Django's
        parts: list[tuple[str, str]],
        pupils: list[tuple[int, str]],
        **kwargs: Any,  # noqa: ANN401  # Django's
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = parts  # type: ignore[attr-defined]  # a choice field
        everybody = ("", _("Cả lớp"))
        self.fields["enrolment"].choices = [everybody, *((str(one), name) for one, name in pupils)]  # type: ignore[attr-defined]  # a choice field


class GrantForm(forms.Form):
    """Until when a part is opened again."""

    closes_at = forms.DateTimeField(
        label=_("Mở đến"), widget=forms.DateTimeInput(attrs=_MOMENT, format="%Y-%m-%dT%H:%M"), input_formats=_FORMATS
    )
    answer = forms.CharField(
        label=_("Trả lời giáo viên"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": "2"})
    )
    number = forms.CharField(
        label=_("Số quyết định"), required=False, max_length=40, help_text=_("Nếu có quyết định bằng văn bản.")
    )
    dated = forms.DateField(label=_("Ngày quyết định"), required=False, widget=forms.DateInput(attrs={"type": "date"}))


class RefuseForm(forms.Form):
    """Why a part stays closed."""

    answer = forms.CharField(label=_("Lý do không đồng ý"), max_length=500, widget=forms.Textarea(attrs={"rows": "2"}))


class RetestForm(forms.Form):
    """The second test of one pupil."""

    enrolment = forms.ChoiceField(label=_("Học sinh"), choices=())
    score = forms.CharField(
        label=_("Điểm kiểm tra lại"), max_length=4, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    tested_on = forms.DateField(label=_("Ngày kiểm tra lại"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(
        label=_("Bài lần đầu bất thường thế nào"), max_length=500, widget=forms.Textarea(attrs={"rows": "2"})
    )
    school_note = forms.CharField(
        label=_("Ý kiến của phó hiệu trưởng"),
        max_length=500,
        required=False,
        help_text=_("Ai đồng ý, ngày nào; bắt buộc nếu quy chế của trường yêu cầu."),
    )

    def __init__(self, *args: Any, pupils: list[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401  # Django's
        super().__init__(*args, **kwargs)
        self.fields["enrolment"].choices = [(str(one), name) for one, name in pupils]  # type: ignore[attr-defined]  # a choice field
