"""What people type about the yearly assignment and substitutions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hocba.model import Subject
from hocba.regulation import subject_info
from hocba_web.schools.forms.common import DayField, DecisionForm, number_or_none, pick

HOMEROOM = "HOMEROOM"
"""The homeroom's line among subjects."""
People = Sequence[tuple[int, str]]


def subject_label(subject: Subject | None) -> str:
    """A cell's subject in words."""
    return str(_("Chủ nhiệm")) if subject is None else subject_info(subject).form_name


def subject_key(subject: Subject | None) -> str:
    """A cell's subject as forms name it."""
    return HOMEROOM if subject is None else subject.value


def subject_of(key: str) -> Subject | None:
    """The reverse of `subject_key`."""
    return None if key == HOMEROOM else Subject(key)


class OpenPlanForm(forms.Form):
    """A new plan."""

    since = DayField(label=_("Áp dụng từ ngày"))
    note = forms.CharField(
        label=_("Ghi chú cho hiệu trưởng"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: Phân công đầu năm học; hoặc: Cô Loan nghỉ thai sản."),
    )


class ClassRowForm(forms.Form):
    """One class of a plan: a teacher for the homeroom and for each subject."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  # Django's own
        subjects: Sequence[Subject | None],
        people: People,
        **more: Any,  # noqa: ANN401  # Django's own
    ) -> None:
        super().__init__(*args, **more)
        self.subjects = tuple(subjects)
        for subject in self.subjects:
            name = subject_key(subject)
            self.fields[name] = forms.TypedChoiceField(
                label=subject_label(subject), required=False, coerce=number_or_none, empty_value=None
            )
            pick(self, name, people, empty=str(_("Chưa phân công")))

    def chosen(self) -> list[tuple[Subject | None, int | None]]:
        """(subject, staff id) of every line."""
        return [(subject, self.cleaned_data[subject_key(subject)]) for subject in self.subjects]


class GiveForm(forms.Form):
    """One teacher and one subject for several classes at once."""

    staff = forms.TypedChoiceField(label=_("Giáo viên"), coerce=int)
    subject = forms.ChoiceField(label=_("Môn học, hoạt động"))
    classes = forms.TypedMultipleChoiceField(
        label=_("Lớp"), coerce=int, widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--row"})
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  # Django's own
        people: People,
        subjects: Sequence[Subject | None],
        classes: Sequence[tuple[int, str]],
        **more: Any,  # noqa: ANN401  # Django's own
    ) -> None:
        super().__init__(*args, **more)
        pick(self, "staff", people)
        pick(self, "subject", [(subject_key(one), subject_label(one)) for one in subjects])
        pick(self, "classes", classes, empty="")


class MoveForm(forms.Form):
    """Another first day."""

    since = DayField(label=_("Áp dụng từ ngày"))


class ApprovePlanForm(DecisionForm):
    """The assignment decision."""

    accept_gaps = forms.BooleanField(label=_("Chấp nhận còn ô trống"), required=False)


class SubstitutionForm(forms.Form):
    """Who stands in for whom, where, from when to when."""

    absent = forms.TypedChoiceField(label=_("Giáo viên vắng"), coerce=int)
    substitute = forms.TypedChoiceField(label=_("Người dạy thay"), coerce=int)
    since = DayField(label=_("Từ ngày"))
    until = DayField(label=_("Đến hết ngày"))
    school_class = forms.TypedChoiceField(label=_("Lớp"), required=False, coerce=number_or_none, empty_value=None)
    subject = forms.ChoiceField(label=_("Môn"), required=False)
    homeroom = forms.BooleanField(label=_("Thay cả công tác chủ nhiệm"), required=False)
    may_sign = forms.BooleanField(
        label=_("Được ký số phần mình nhập"), required=False, help_text=_("Chỉ khi quyết định ghi rõ.")
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  # Django's own
        people: People,
        classes: Sequence[tuple[int, str]],
        **more: Any,  # noqa: ANN401  # Django's own
    ) -> None:
        super().__init__(*args, **more)
        pick(self, "absent", people)
        pick(self, "substitute", people)
        pick(self, "school_class", classes, empty=str(_("Mọi lớp của người vắng")))
        pick(self, "subject", [(one.value, subject_label(one)) for one in Subject], empty=str(_("Mọi môn")))


class EndSubstitutionForm(forms.Form):
    """Back earlier than thought."""

    until = DayField(label=_("Kết thúc hết ngày"))
