"""Forms of hand-out and copies. They parse; what may be done is the services' question."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from hocba.documents.papers import Section
from hocba.model import Subject
from hocba.regulation.names import form_name
from hocba_web.issuance.models import Copy, HandOut
from hocba_web.issuance.services.copies.asking import MOST_COPIES, Wanted
from hocba_web.issuance.services.handing import Recipient
from hocba_web.schools.forms.common import ScanField, pick

SECTION_NAMES = {
    Section.PERSONAL: _("Thông tin của học sinh"),
    Section.HISTORY: _("Quá trình học tập"),
    Section.YEAR: _("Chiều cao, cân nặng, số ngày nghỉ"),
    Section.SUBJECTS: _("Các môn học và hoạt động giáo dục"),
    Section.QUALITIES: _("Phẩm chất chủ yếu"),
    Section.COMPETENCIES: _("Năng lực cốt lõi"),
    Section.OVERALL: _("Đánh giá kết quả giáo dục"),
    Section.AWARDS: _("Khen thưởng"),
    Section.OUTCOME: _("Hoàn thành chương trình"),
    Section.HOMEROOM: _("Nhận xét của giáo viên chủ nhiệm"),
}
_NAME, _TEXT = 150, 300


def _begin_with(form: forms.Form, name: str, families: Iterable[tuple[str, str]]) -> None:
    for relation, person in families:
        form.fields["relation"].initial = relation
        form.fields[name].initial = person
        return


def _offer_records(form: forms.Form, records: Iterable[tuple[int, str]]) -> None:
    field, choices = form.fields["records"], list(records)
    if isinstance(field, forms.TypedMultipleChoiceField):
        field.choices = choices
        field.initial = [number for number, _label in choices]


class RecipientForm(forms.Form):
    """Who fetches something."""

    relation = forms.ChoiceField(label=_("Người nhận là"), choices=HandOut.Relation.choices)
    recipient = forms.CharField(label=_("Họ và tên người nhận"), max_length=_NAME)
    purpose = forms.CharField(
        label=_("Mục đích"), max_length=_TEXT, initial=_("Gia đình lưu giữ"), help_text=_("Ghi ngắn gọn.")
    )
    signed_for = forms.BooleanField(label=_("Người nhận đã ký vào sổ giao học bạ"))

    def told(self) -> Recipient:
        """What was typed, for the services."""
        typed = self.cleaned_data
        return Recipient(typed["recipient"], typed["relation"], typed["purpose"], typed["signed_for"])

    def known(self, families: Iterable[tuple[str, str]]) -> None:
        """Begin with the first of the family who is on file: (relation, name)."""
        _begin_with(self, "recipient", families)


class HandOutForm(RecipientForm):
    """Records to hand over, and to whom."""

    records = forms.TypedMultipleChoiceField(
        label=_("Học bạ của năm học"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    kind = forms.ChoiceField(
        label=_("Giao"),
        choices=[
            (HandOut.Kind.FILES, _("Tệp PDF và XML")),
            (HandOut.Kind.PRINT, _("Bản in có xác nhận của nhà trường")),
            (HandOut.Kind.BOOK, _("Bản in cả quá trình học")),
        ],
    )
    receipt = ScanField(label=_("Ảnh trang đã ký nhận"), required=False)
    field_order = ("records", "kind", "relation", "recipient", "purpose", "signed_for", "receipt")

    def offer(self, records: Iterable[tuple[int, str]]) -> None:
        """Which records can be chosen; all are at first."""
        _offer_records(self, records)


class CopyForm(forms.Form):
    """A copy that a family asks for."""

    SUBJECTS = tuple((subject.value, form_name(subject)) for subject in Subject)
    kind = forms.ChoiceField(
        label=_("Loại bản sao"), choices=Copy.Kind.choices, widget=forms.RadioSelect, initial=Copy.Kind.CERTIFIED
    )
    form = forms.ChoiceField(
        label=_("Hình thức"),
        choices=Copy.Form.choices,
        widget=forms.RadioSelect,
        initial=Copy.Form.PAPER,
        help_text=_("Sao y chỉ có bản giấy: tệp PDF và XML của học bạ số đã là bản gốc."),
    )
    records = forms.TypedMultipleChoiceField(
        label=_("Học bạ của năm học"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    sections = forms.MultipleChoiceField(
        label=_("Nội dung trích"),
        required=False,
        choices=[(section.value, name) for section, name in SECTION_NAMES.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ dùng cho trích sao. Để trống: trích toàn bộ."),
    )
    subjects = forms.MultipleChoiceField(
        label=_("Môn học được trích"),
        required=False,
        choices=SUBJECTS,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ dùng cho trích sao. Để trống: tất cả các môn."),
    )
    copies = forms.IntegerField(label=_("Số bản"), min_value=1, max_value=MOST_COPIES, initial=1)
    relation = forms.ChoiceField(label=_("Người đề nghị là"), choices=HandOut.Relation.choices)
    requester = forms.CharField(label=_("Họ và tên người đề nghị"), max_length=_NAME)
    purpose = forms.CharField(label=_("Mục đích sử dụng"), max_length=_TEXT)

    def offer(self, records: Iterable[tuple[int, str]]) -> None:
        """Which records can be chosen; all are at first."""
        _offer_records(self, records)

    def known(self, families: Iterable[tuple[str, str]]) -> None:
        """Begin with the first of the family who is on file: (relation, name)."""
        _begin_with(self, "requester", families)

    def wanted(self) -> Wanted:
        """What was typed, for the services."""
        typed = self.cleaned_data
        return Wanted(
            kind=typed["kind"],
            form=typed["form"],
            record_ids=typed["records"],
            requester=typed["requester"],
            relation=typed["relation"],
            purpose=typed["purpose"],
            copies=typed["copies"],
            sections=typed["sections"],
            subjects=typed["subjects"],
        )


class ApproveForm(forms.Form):
    """The head approves a copy."""

    signer = forms.TypedChoiceField(label=_("Người ký bản sao"), coerce=int)
    abbreviation = forms.CharField(
        label=_("Chữ viết tắt tên trường"),
        max_length=20,
        help_text=_("Đứng sau số trong ký hiệu, ví dụ 12/SY-THPĐ."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def offer(self, signers: Iterable[tuple[int, str]]) -> None:
        """Who may sign today."""
        pick(self, "signer", signers, empty="")


class ReasonForm(forms.Form):
    """A reason for declining or for making void."""

    reason = forms.CharField(label=_("Lý do"), max_length=_TEXT)
    version = forms.IntegerField(widget=forms.HiddenInput)
