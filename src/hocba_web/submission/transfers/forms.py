"""Forms of transfers. They parse; what may be stored is the services' question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from hocba.errors import UnknownRule
from hocba.model import Grade, SchoolYear, Subject, SubjectLevel, TraitLevel
from hocba.regulation import RuleSet, competency_info, form_name, level_name, quality_info, rules_for
from hocba_web.schools.forms.pupils import DayField, PaperField, PupilForm
from hocba_web.schools.services.attachments import Upload

_TEXT = 500
_GRADES = [(grade, str(grade)) for grade in range(1, 6)]
_NEWEST = SchoolYear(2025)
"""Whose subjects a year is typed by that an older circular assessed."""


class SeveralFiles(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """As many files as wanted."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:  # noqa: ANN401  # Django's own arguments
        """What arrived, file by file."""
        files = data if isinstance(data, (list, tuple)) else [data]
        kept = [super(FilesField, self).clean(one, initial) for one in files if one]
        return [Upload(one.name or "", one.read()) for one in kept if isinstance(one, UploadedFile)]


class ArrivalForm(forms.Form):
    """The parents' application."""

    name = forms.CharField(label=_("Họ và tên học sinh"), max_length=150, help_text=_("Viết đúng như giấy khai sinh."))
    born = DayField(label=_("Ngày sinh"))
    grade = forms.TypedChoiceField(label=_("Xin vào khối"), coerce=int, choices=_GRADES)
    other_school = forms.CharField(label=_("Trường đang học"), max_length=200)
    other_province = forms.CharField(label=_("Tỉnh, thành phố của trường đó"), max_length=80)
    reason = forms.CharField(label=_("Lý do xin chuyển"), max_length=_TEXT, widget=forms.Textarea(attrs={"rows": 2}))
    applied_on = DayField(label=_("Ngày nhận đơn"))
    paper_only = forms.BooleanField(label=_("Trường đó chỉ có học bạ giấy"), required=False)
    application = PaperField(label=_("Đơn xin chuyển trường"))


class RelayForm(forms.Form):
    """Whose records are asked for through the register."""

    number = forms.CharField(
        label=_("Số định danh cá nhân, hoặc mã số tra cứu học bạ"),
        max_length=36,
        help_text=_("12 chữ số trên đơn của gia đình, hoặc mã in trên một học bạ của em."),
    )


class AnswerForm(forms.Form):
    """The principal's answer."""

    answer = forms.CharField(
        label=_("Ý kiến"),
        required=False,
        max_length=_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Bắt buộc nếu không đồng ý."),
    )


class DossierForm(forms.Form):
    """What the family brings."""

    dossier = FilesField(
        label=_("Học bạ, phiếu bàn giao của trường cũ"),
        required=False,
        help_text=_("Tệp ZIP của trường cũ, hoặc từng tệp XML, PDF có chữ ký số. Chọn được nhiều tệp."),
    )
    papers = FilesField(
        label=_("Giấy tờ khác"),
        required=False,
        help_text=_("Bản chụp học bạ giấy, kế hoạch cá nhân… Chỉ để đọc, không xác thực."),
    )


class ReceivedForm(forms.Form):
    """The day on which the dossier was complete."""

    on = DayField(label=_("Ngày nhận đủ hồ sơ"))


class PlaceForm(PupilForm):
    """The class, and what the register will hold."""

    class_id = forms.TypedChoiceField(label=_("Xếp vào lớp"), coerce=int)
    on = DayField(label=_("Ngày vào lớp"))
    reason = forms.CharField(label=_("Lý do"), max_length=_TEXT, widget=forms.Textarea(attrs={"rows": 2}))
    id_basis = forms.CharField(
        label=_("Căn cứ giữ số định danh"),
        required=False,
        max_length=200,
        help_text=_("Chỉ điền khi số định danh không khớp giới tính hoặc năm sinh mà vẫn đúng."),
    )
    sure = forms.BooleanField(label=_("Tôi đã đối chiếu, đây là học sinh khác"), required=False)
    groups = ((_("Xếp lớp"), ("class_id", "on", "reason", "id_basis")), *PupilForm.groups)

    def offer(self, classes: Iterable[tuple[int, str]]) -> None:
        """The classes to choose from."""
        cast("forms.TypedChoiceField", self.fields["class_id"]).choices = list(classes)


class PrepareForm(forms.Form):
    """What goes along with a pupil who leaves."""

    materials = forms.CharField(
        label=_("Tài liệu học tập và tiến độ chương trình"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ví dụ: bộ sách đang dùng; Toán học đến bài 45, Tiếng Việt hết tuần 20."),
    )
    excused = forms.IntegerField(label=_("Số buổi nghỉ có phép đến nay"), min_value=0, max_value=400)
    unexcused = forms.IntegerField(label=_("Số buổi nghỉ không phép đến nay"), min_value=0, max_value=400)
    manager = forms.TypedChoiceField(label=_("Người ký phiếu bàn giao"), coerce=int)
    plan = PaperField(label=_("Kế hoạch giáo dục cá nhân"), required=False)
    paper_only = forms.BooleanField(
        label=_("Trường nhận chưa dùng học bạ số"),
        required=False,
        help_text=_("Khi đó kèm theo bản sao y bằng giấy."),
    )

    def offer(self, managers: Iterable[tuple[int, str]]) -> None:
        """Who may sign as head."""
        cast("forms.TypedChoiceField", self.fields["manager"]).choices = list(managers)


class HandOverForm(forms.Form):
    """Who takes the dossier."""

    document = forms.IntegerField(widget=forms.HiddenInput)
    receiver = forms.CharField(
        label=_("Người nhận hồ sơ"), max_length=150, help_text=_("Cha, mẹ, người giám hộ hoặc cán bộ trường nhận.")
    )


class ReturnForm(forms.Form):
    """What is to be corrected."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    note = forms.CharField(label=_("Chỗ cần sửa"), max_length=_TEXT, widget=forms.Textarea(attrs={"rows": 2}))


class PaperYearForm(forms.Form):
    """One school year as the paper record tells it."""

    class_name = forms.CharField(label=_("Lớp"), max_length=20)
    school_name = forms.CharField(label=_("Trường"), max_length=150)
    entered_on = DayField(label=_("Ngày vào học"))
    scan = PaperField(label=_("Bản chụp học bạ giấy"), required=False)
    overall = forms.CharField(label=_("Đánh giá kết quả giáo dục"), required=False, max_length=100)
    outcome = forms.CharField(label=_("Hoàn thành, lên lớp"), required=False, max_length=150)
    comment = forms.CharField(
        label=_("Nhận xét"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, first: int, grade: int, **more: Any) -> None:  # noqa: ANN401  # Django's own
        super().__init__(*args, **more)
        self.rules = _rules(first, grade)
        levels = [("", "–"), *((one.value, level_name(one)) for one in SubjectLevel)]
        traits = [("", "–"), *((one.value, level_name(one)) for one in TraitLevel)]
        optional = frozenset(self.rules.optional_subjects)
        self.subjects = self.rules.studied(optional)
        for subject in self.subjects:
            name = form_name(subject, "")
            self.fields[f"level-{subject.value}"] = forms.ChoiceField(label=name, required=False, choices=levels)
            self.fields[f"score-{subject.value}"] = forms.IntegerField(
                label=_("Điểm %(name)s") % {"name": name}, required=False, min_value=0, max_value=10
            )
        for trait in self.rules.qualities:
            caption = quality_info(trait).caption
            self.fields[f"trait-{trait.value}"] = forms.ChoiceField(label=caption, required=False, choices=traits)
        for competency in self.rules.competencies:
            caption = competency_info(competency).caption
            self.fields[f"trait-{competency.value}"] = forms.ChoiceField(label=caption, required=False, choices=traits)

    def subject_rows(self) -> Iterator[tuple[str, forms.BoundField, forms.BoundField]]:
        """Name, level, score."""
        for subject in self.subjects:
            yield form_name(subject, ""), self[f"level-{subject.value}"], self[f"score-{subject.value}"]

    def trait_fields(self) -> list[forms.BoundField]:
        """Qualities and competencies."""
        return [self[name] for name in self.fields if name.startswith("trait-")]

    def head_fields(self) -> list[forms.BoundField]:
        """Where and when."""
        return [self[name] for name in ("class_name", "school_name", "entered_on", "scan")]

    def end_fields(self) -> list[forms.BoundField]:
        """How the year ended."""
        return [self[name] for name in ("overall", "outcome", "comment")]

    def summary(self) -> dict[str, Any]:
        """As `DigitisedYear.summary`."""
        typed = self.cleaned_data
        subjects = {
            subject.value: [typed[f"level-{subject.value}"], typed[f"score-{subject.value}"]]
            for subject in self.subjects
            if typed[f"level-{subject.value}"] or typed[f"score-{subject.value}"] is not None
        }
        traits = {name.partition("-")[2]: typed[name] for name in self.fields if name.startswith("trait-")}
        texts = {name: typed[name].strip() for name in ("overall", "outcome", "comment")}
        found = {"subjects": subjects, "traits": {name: level for name, level in traits.items() if level}, **texts}
        return {name: value for name, value in found.items() if value}


def typed_of(summary: dict[str, Any]) -> dict[str, Any]:
    """A stored summary as `PaperYearForm` takes it."""
    found: dict[str, Any] = {name: summary.get(name, "") for name in ("overall", "outcome", "comment")}
    for subject, (level, score) in summary.get("subjects", {}).items():
        found[f"level-{subject}"], found[f"score-{subject}"] = level, score
    return found | {f"trait-{name}": level for name, level in summary.get("traits", {}).items()}


class WhichYearForm(forms.Form):
    """Which school year is typed."""

    first = forms.TypedChoiceField(label=_("Năm học"), coerce=int)
    grade = forms.TypedChoiceField(label=_("Khối"), coerce=int, choices=_GRADES)

    def offer(self, years: Iterable[int]) -> None:
        """The years to choose from."""
        choices = [(first, f"{first}-{first + 1}") for first in years]
        cast("forms.TypedChoiceField", self.fields["first"]).choices = choices


def subject_name(value: str) -> str:
    """A stored subject in words."""
    return form_name(Subject(value), "")


def _rules(first: int, grade: int) -> RuleSet:
    try:
        return rules_for(cast("Grade", grade), SchoolYear(first))
    except UnknownRule:
        return rules_for(cast("Grade", grade), _NEWEST)
