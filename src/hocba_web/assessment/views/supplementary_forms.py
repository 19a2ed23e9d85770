"""Forms of supplementary assessment."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hocba.model import OverallResult, SubjectLevel, TraitLevel
from hocba.regulation import level_name

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PlanForm(forms.Form):
    """How the pupil is helped."""

    plan = forms.CharField(
        label=_("Kế hoạch giúp đỡ"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nội dung cần bổ sung, ai giúp đỡ, thời gian, ngày đánh giá lại."),
    )


class EntryForm(forms.Form):
    """One subject, competency or quality assessed again; which levels it offers follows from its kind."""

    kind = forms.CharField(widget=forms.HiddenInput, max_length=10)
    target = forms.CharField(widget=forms.HiddenInput, max_length=20)
    level = forms.ChoiceField(label=_("Mức đạt được"))
    score = forms.IntegerField(label=_("Điểm bài kiểm tra bổ sung"), required=False, min_value=0, max_value=10)
    assessed_on = forms.DateField(label=_("Ngày đánh giá"), widget=_DAY)
    comment = forms.CharField(
        label=_("Nhận xét"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as Django takes them
        kind = self.data.get("kind") if self.is_bound else self.initial.get("kind")
        scale: type[SubjectLevel | TraitLevel] = SubjectLevel if kind == "subject" else TraitLevel
        level = self.fields["level"]
        if isinstance(level, forms.ChoiceField):
            level.choices = [("", _("Chọn")), *((one.value, level_name(one)) for one in scale)]


class DecideForm(forms.Form):
    """The overall result after supplementary assessment."""

    overall = forms.ChoiceField(
        label=_("Kết quả giáo dục sau đánh giá bổ sung"),
        choices=[(one.value, level_name(one)) for one in OverallResult],
    )


class ReportForm(forms.Form):
    """What the homeroom teacher reports."""

    report = forms.CharField(
        label=_("Báo cáo hiệu trưởng"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Đã giúp đỡ thế nào, em còn thiếu gì, đề nghị của giáo viên chủ nhiệm."),
    )


class PromotionForm(forms.Form):
    """The principal's decision."""

    promoted = forms.ChoiceField(
        label=_("Quyết định"),
        choices=[("yes", _("Được lên lớp")), ("no", _("Chưa được lên lớp"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    number = forms.CharField(label=_("Số quyết định"), required=False, max_length=40)
    dated = forms.DateField(label=_("Ngày quyết định"), required=False, widget=_DAY)


class WithdrawForm(forms.Form):
    """Taking a decision back."""

    reason = forms.CharField(label=_("Lý do rút quyết định"), max_length=500)
