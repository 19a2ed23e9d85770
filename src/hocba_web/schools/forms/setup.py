"""What people type about school, years and classes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hocba_web.schools.forms.common import DayField, number_or_none, pick
from hocba_web.schools.selectors.setup import CampusRow


class SchoolForm(forms.Form):
    """The profile; field names are those of `services.setup.SchoolData`."""

    name = forms.CharField(label=_("Tên trường"), max_length=150, help_text=_("Viết đủ như trên quyết định thành lập."))
    tax_code = forms.CharField(
        label=_("Mã số thuế"), max_length=20, required=False, help_text=_("Có trong chứng thư số của trường.")
    )
    authority_name = forms.CharField(label=_("Cơ quan quản lý"), max_length=150)
    authority_code = forms.CharField(label=_("Mã cơ quan quản lý"), max_length=20)
    province = forms.CharField(
        label=_("Tỉnh, thành phố"), max_length=80, help_text=_("Ghi cả cấp, ví dụ Tỉnh Quảng Ninh.")
    )
    commune = forms.CharField(label=_("Xã, phường"), max_length=80, help_text=_("Ghi cả cấp, ví dụ Phường Yên Tử."))
    address = forms.CharField(label=_("Địa chỉ"), max_length=250, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=30, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)


class CampusForm(forms.Form):
    """One place where the school teaches."""

    name = forms.CharField(label=_("Tên điểm trường"), max_length=100)
    address = forms.CharField(label=_("Địa chỉ"), max_length=250, required=False)


class YearDaysForm(forms.Form):
    """The days that bound a year."""

    starts_on = DayField(label=_("Ngày đầu năm học"))
    term_2_on = DayField(label=_("Ngày đầu học kỳ II"))
    ends_on = DayField(label=_("Ngày cuối năm học"))


class YearForm(YearDaysForm):
    """A new year."""

    first = forms.IntegerField(
        label=_("Năm bắt đầu"), min_value=2024, max_value=2100, help_text=_("Năm học 2026-2027 thì ghi 2026.")
    )
    field_order = ("first", "starts_on", "term_2_on", "ends_on")


class _ClassFields(forms.Form):
    campus = forms.TypedChoiceField(label=_("Điểm trường"), required=False, coerce=number_or_none, empty_value=None)
    foreign_language = forms.CharField(
        label=_("Ngoại ngữ 1"),
        max_length=40,
        required=False,
        help_text=_("Bắt buộc từ lớp 3; lớp 1, 2 chỉ ghi nếu có học."),
    )
    minority_language = forms.CharField(
        label=_("Tiếng dân tộc thiểu số"), max_length=40, required=False, help_text=_("Bỏ trống nếu không học.")
    )

    def __init__(self, *args: Any, campuses: tuple[CampusRow, ...], **more: Any) -> None:  # noqa: ANN401  # Django's own
        super().__init__(*args, **more)
        pick(self, "campus", [(one.id, one.name) for one in campuses], empty=str(_("Điểm trường chính")))
        if not campuses:
            del self.fields["campus"]


class NewClassesForm(_ClassFields):
    """Several classes at once."""

    names = forms.CharField(
        label=_("Tên lớp"),
        max_length=400,
        help_text=_("Một hoặc nhiều lớp, cách nhau bằng dấu phẩy: 4A1, 4A2, 4A3."),
    )
    field_order = ("names", "campus", "foreign_language", "minority_language")


class ClassForm(_ClassFields):
    """One class."""

    name = forms.CharField(label=_("Tên lớp"), max_length=10)
    field_order = ("name", "campus", "foreign_language", "minority_language")
