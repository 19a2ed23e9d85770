"""What people type about a pupil. The forms parse; what may be stored is the services' question."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hocba.model import Sex
from hocba_web.schools.pupil_fields import EDITABLE, FAMILY, IDENTITY, Field
from hocba_web.schools.said import in_full
from hocba_web.schools.services.attachments import ACCEPTED, LARGEST_MIB, Upload
from hocba_web.schools.services.pupils import CIVIL_STATUS_FIELDS, Problem

_REQUIRED = frozenset({"name", "sex", "born", "ethnicity", "nationality"})
_HINTS = {
    "name": _("Viết đúng như giấy khai sinh."),
    "personal_id": _("Đủ 12 chữ số, kể cả số 0 ở đầu. Để trống nếu gia đình chưa cung cấp."),
    "ministry_id": _("Mã học sinh trên cơ sở dữ liệu ngành. Để trống thì trường cấp mã tạm."),
    "home_place": _("Ghi cả xã, phường và tỉnh, thành phố."),
}
_WIDE = frozenset({"birthplace", "home_place", "residence"})


class DayField(forms.DateField):
    """A day, chosen or typed day first."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401  # Django's own arguments
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d", "%d/%m/%Y"],
            **more,
        )


class PaperField(forms.FileField):
    """A scan or photograph."""

    widget = forms.FileInput(attrs={"accept": ACCEPTED})

    def __init__(self, **more: Any) -> None:  # noqa: ANN401  # Django's own arguments
        hint = format_lazy(_("PDF, ảnh PNG, JPEG hoặc Excel, không quá {size} MiB."), size=LARGEST_MIB)
        super().__init__(**{"help_text": hint, **more})


def upload_of(value: object) -> Upload | None:
    """What arrived in a `PaperField`."""
    if not isinstance(value, UploadedFile):
        return None
    return Upload(value.name or "", value.read())


def _field(name: str, field: Field) -> forms.Field:
    given: dict[str, Any] = {
        "label": field.label,
        "required": name in _REQUIRED,
        "help_text": _HINTS.get(name, ""),
    }
    if name == "sex":
        return forms.ChoiceField(choices=[("", "–"), *((sex.value, sex.value) for sex in Sex)], **given)
    if name == "born":
        return DayField(**given)
    if name.endswith("_born_year"):
        return forms.IntegerField(
            min_value=0, max_value=9999, widget=forms.TextInput(attrs={"inputmode": "numeric"}), **given
        )
    attributes = {"autocomplete": "off"}
    if name == "personal_id":
        attributes["inputmode"] = "numeric"
    widget: forms.Widget = forms.TextInput(attrs=attributes)
    if name in _WIDE:
        widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(widget=widget, **given)


class ProblemForm(forms.Form):
    """A form that shows what a service refused at the fields concerned."""

    def show(self, problems: Iterable[Problem]) -> None:
        """Put each problem at its field, in the reader's language; on top where there is no such field."""
        for problem in problems:
            place = problem.name if problem.name in self.fields else None
            self.add_error(place, in_full(problem.code, problem.params))


class PupilForm(ProblemForm):
    """All fields of a pupil; some may be locked."""

    groups: tuple[tuple[Promise, tuple[str, ...]], ...] = (
        (_("Nhân thân"), ("name", "sex", "born", "personal_id", "ministry_id", "register_no")),
        (_("Nguồn gốc, nơi ở"), ("ethnicity", "nationality", "birthplace", "home_place", "residence", "policy_group")),
        (_("Mẹ"), tuple(name for name in FAMILY if name.startswith("mother_"))),
        (_("Cha"), tuple(name for name in FAMILY if name.startswith("father_"))),
        (_("Người giám hộ"), tuple(name for name in FAMILY if name.startswith("guardian_"))),
    )

    def __init__(self, *args: Any, locked: Collection[str] = (), **more: Any) -> None:  # noqa: ANN401  # Django's own arguments
        super().__init__(*args, **more)
        self.fields = {name: _field(name, field) for name, field in EDITABLE.items()} | self.fields
        for name in locked:
            self.fields[name].disabled = True
            self.fields[name].required = False

    def fieldsets(self) -> list[tuple[Promise, list[forms.BoundField]]]:
        """Fields by group, for the template."""
        return [(title, [self[name] for name in names]) for title, names in self.groups]

    @property
    def has_locked(self) -> bool:
        """Some fields can only be read."""
        return any(field.disabled for field in self.fields.values())

    def typed(self) -> dict[str, Any]:
        """What was typed in fields that are not locked."""
        return {name: self.cleaned_data[name] for name in EDITABLE if not self.fields[name].disabled}


def as_typed(values: Mapping[str, object]) -> dict[str, Any]:
    """Stored values as a browser would send them."""
    return {name: "" if value is None else value for name, value in values.items()}


class ActForm(ProblemForm):
    """What every act on a pupil asks for: day, reason, paper."""

    on = DayField(label=_("Từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    evidence = PaperField(label=_("Giấy tờ kèm theo"), required=False)


class CivilStatusForm(ActForm):
    """A change by a paper of the civil-status authority."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    id_basis = forms.CharField(
        label=_("Căn cứ giữ số định danh"),
        required=False,
        max_length=200,
        help_text=_(
            "Chỉ điền khi số định danh không khớp giới tính hoặc năm sinh mà vẫn đúng: số, ngày, nơi cấp quyết định."
        ),
    )
    field_order = (*CIVIL_STATUS_FIELDS, "id_basis", "on", "reason", "evidence")

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401  # Django's own arguments
        super().__init__(*args, **more)
        self.fields |= {name: _field(name, IDENTITY[name]) for name in CIVIL_STATUS_FIELDS}
        self.fields["on"].label = _("Ngày của giấy tờ")
        self.fields["reason"].label = _("Giấy tờ")
        self.fields["reason"].help_text = _("Tên, số và nơi cấp, ví dụ: Trích lục số 12/TL-HT, UBND phường Yên Tử.")
        self.fields["evidence"].required = True
        self.order_fields(self.field_order)

    def typed(self) -> dict[str, Any]:
        """The civil-status fields as typed."""
        return {name: self.cleaned_data[name] for name in CIVIL_STATUS_FIELDS}


class DisabilityForm(ActForm):
    """Disability and how the pupil is assessed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    disability = forms.CharField(
        label=_("Dạng khuyết tật"), required=False, max_length=100, help_text=_("Để trống nếu không có.")
    )
    individual_plan = forms.BooleanField(label=_("Đánh giá theo kế hoạch giáo dục cá nhân"), required=False)
    not_assessed = forms.BooleanField(
        label=_("Không đánh giá kết quả"),
        required=False,
        help_text=_("Chỉ dành cho học sinh khuyết tật có giấy tờ xác nhận; cần kèm giấy tờ."),
    )
    field_order = ("disability", "individual_plan", "not_assessed", "on", "reason", "evidence")


class LeaveForm(ActForm):
    """A pupil stops attending."""

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401  # Django's own arguments
        super().__init__(*args, **more)
        self.fields["on"].help_text = _("Ngày đầu tiên em không còn học.")


class ClassForm(ActForm):
    """A class to go to."""

    class_id = forms.TypedChoiceField(label=_("Vào lớp"), coerce=int)
    field_order = ("class_id", "on", "reason", "evidence")

    def __init__(self, *args: Any, classes: Iterable[tuple[int, str]], **more: Any) -> None:  # noqa: ANN401  # Django's
        super().__init__(*args, **more)
        field = self.fields["class_id"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = list(classes)


class TransferOutForm(ActForm):
    """To another school."""

    other_school = forms.CharField(label=_("Trường chuyển đến"), max_length=200)
    other_province = forms.CharField(label=_("Tỉnh, thành phố"), max_length=80)
    field_order = ("other_school", "other_province", "on", "reason", "evidence")

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401  # Django's own arguments
        super().__init__(*args, **more)
        self.fields["on"].help_text = _("Ngày đầu tiên em không còn học ở trường.")
        self.fields["evidence"].required = True


class AdmissionForm(PupilForm):
    """A new pupil."""

    on = DayField(label=_("Ngày vào lớp"))
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: tuyển sinh lớp 1; về nước; đơn xin nhập học ngày …"),
    )
    evidence = PaperField(label=_("Giấy tờ kèm theo"), required=False)
    id_basis = forms.CharField(
        label=_("Căn cứ giữ số định danh"),
        required=False,
        max_length=200,
        help_text=_("Chỉ điền khi số định danh không khớp giới tính hoặc năm sinh; cần kèm giấy tờ."),
    )
    sure = forms.BooleanField(label=_("Tôi đã đối chiếu, đây là học sinh khác"), required=False)
    groups = (*PupilForm.groups, (_("Tiếp nhận"), ("on", "reason", "evidence", "id_basis")))


class TransferInForm(AdmissionForm):
    """A pupil from another school."""

    other_school = forms.CharField(label=_("Trường chuyển từ"), max_length=200)
    other_province = forms.CharField(label=_("Tỉnh, thành phố của trường đó"), max_length=80)
    groups = (
        *PupilForm.groups,
        (_("Chuyển đến"), ("other_school", "other_province", "on", "reason", "evidence", "id_basis")),
    )

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401  # Django's own arguments
        super().__init__(*args, **more)
        self.fields["evidence"].required = True


class NoteForm(ProblemForm):
    """A note, reason or answer."""

    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
