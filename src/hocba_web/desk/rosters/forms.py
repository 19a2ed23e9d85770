"""Forms of the sector database's lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from hocba.model import SchoolYear
from hocba_web.base.refusals import Refused, spoken
from hocba_web.desk.common import choose
from hocba_web.gateway.models import Access
from hocba_web.gateway.services.roster.reading import Workbook

_MEGABYTE = 1024 * 1024
_LARGEST = 5
"""MB; the list of a school of three thousand pupils has less than one."""


class WorkbookField(forms.FileField):
    """A workbook of a school."""

    widget = forms.FileInput(attrs={"accept": ".xlsx,.xls"})

    def clean(self, data: UploadedFile[Any] | None, initial: object = None) -> Workbook | None:
        """The file with its content; None where none was chosen."""
        found = super().clean(data, initial)
        if not found:
            return None
        name = str(found.name)[-100:]
        if found.size > _LARGEST * _MEGABYTE:
            said = spoken(Refused("ROSTER_TOO_LARGE", file=name, limit=_LARGEST))
            raise forms.ValidationError(f"{said.what} {said.next}")
        return Workbook(name, found.read())


class ListsForm(forms.Form):
    """The lists of a school and year."""

    school_year = forms.TypedChoiceField(label=_("Năm học"), coerce=SchoolYear.parse)
    pupils = WorkbookField(
        label=_("Danh sách học sinh"), help_text=_("Tệp Excel xuất từ cơ sở dữ liệu ngành, giữ nguyên các cột.")
    )
    staff = WorkbookField(
        label=_("Danh sách cán bộ, giáo viên"),
        required=False,
        help_text=_("Không bắt buộc. Không có danh sách này thì không đối chiếu người ký."),
    )

    def __init__(self, *given: object, year: SchoolYear, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]  # request's data and files, and Django's own
        years = [SchoolYear(year.first + step) for step in (1, 0, -1)]
        choose(self, "school_year", [(str(one), str(one)) for one in years])
        self.fields["school_year"].initial = str(year)


class ComparingForm(forms.Form):
    """What happens to records that disagree, and why."""

    comparing = forms.TypedChoiceField(
        label=_("Khi học bạ gửi đến khác danh sách"),
        choices=Access.Comparing.choices,
        coerce=Access.Comparing,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Lưu cùng tên người đặt và thời điểm; không ghi thông tin của học sinh."),
    )
