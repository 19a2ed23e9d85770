"""Forms of fault reports and requests."""

from __future__ import annotations

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hocba_web.schools.forms.common import DayField
from hocba_web.schools.services.attachments import LARGEST_MIB
from hocba_web.support.models import ChangeRequest, FaultReport
from hocba_web.support.services.reports import LONGEST


class ReportForm(forms.Form):
    """What happened; where it happened is filled in by the page."""

    kind = forms.ChoiceField(
        label=_("Thầy/cô muốn báo điều gì"),
        choices=[
            (FaultReport.Kind.FAULT, _("Lỗi, sự cố")),
            (FaultReport.Kind.QUESTION, _("Câu hỏi")),
            (FaultReport.Kind.WISH, _("Góp ý")),
        ],
        initial=FaultReport.Kind.FAULT,
    )
    text = forms.CharField(
        label=_("Nội dung"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Thầy/cô đã làm gì, thấy gì, mong thấy gì. Không ghi họ tên hay điểm của học sinh."),
    )
    picture = forms.FileField(
        label=_("Ảnh chụp màn hình"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
        help_text=format_lazy(
            _(
                "PNG hoặc JPEG, không quá {size} MiB. Ban Quản trị sẽ xem ảnh này: che họ tên, điểm và mã định danh"
                " của học sinh trước khi gửi."
            ),
            size=LARGEST_MIB,
        ),
    )
    view = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)


class MessageForm(forms.Form):
    """One message."""

    text = forms.CharField(label=_("Viết tiếp"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))


class DraftForm(forms.Form):
    """A request to the supplier or the authority."""

    addressee = forms.ChoiceField(
        label=_("Gửi tới"),
        choices=[
            (ChangeRequest.Addressee.SUPPLIER, _("Nhà cung cấp phần mềm")),
            (ChangeRequest.Addressee.AUTHORITY, _("Cơ quan quản lý")),
        ],
    )
    subject = forms.CharField(
        label=_("Trích yếu"),
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": _("điều chỉnh mức đánh giá theo quy định mới")}),
        help_text=_("Phần sau chữ “V/v” của công văn."),
    )
    text = forms.CharField(
        label=_("Nội dung"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Quy định nào thay đổi hoặc điểm nào chưa phù hợp, và nhà trường đề nghị điều gì."),
    )


class DecideForm(forms.Form):
    """The principal's decision."""

    number = forms.CharField(
        label=_("Số công văn"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "12/THPĐ"}),
        help_text=_("Cần khi duyệt; lấy số ở văn thư."),
    )
    note = forms.CharField(
        label=_("Lý do không duyệt"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class AnswerForm(forms.Form):
    """What came back."""

    answered_on = DayField(label=_("Ngày nhận trả lời"))
    answer = forms.CharField(label=_("Nội dung trả lời"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
