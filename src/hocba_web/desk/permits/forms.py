"""Forms of permits."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hocba.model import SchoolYear
from hocba_web.desk.common import GROUPS, DayField, choose, schools_of
from hocba_web.officers.actor import Officer

_YEARS = 6


class PermitForm(forms.Form):
    """By what decision, from when to when."""

    decision = forms.CharField(
        label=_("Số và ngày quyết định"),
        max_length=150,
        widget=forms.TextInput(attrs={"placeholder": "310/QĐ-SGDĐT ngày 20/08/2026"}),
    )
    valid_from = DayField(label=_("Từ ngày"))
    valid_until = DayField(label=_("Đến hết ngày"))
    note = forms.CharField(
        label=_("Lý do, ghi cho người quyết định"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class LateForm(PermitForm):
    """Late records of a school's closed group."""

    school = forms.TypedChoiceField(label=_("Trường"), coerce=int)
    year = forms.TypedChoiceField(label=_("Năm học"), coerce=int)
    group = forms.ChoiceField(label=_("Đợt"), choices=GROUPS, widget=forms.RadioSelect)
    field_order = ("school", "year", "group")

    def __init__(self, data: object = None, *, officer: Officer, year: SchoolYear, **more: object) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]  # request.POST or None, and Django's own
        schools = schools_of(officer).filter(active=True).values_list("pk", "name", "code")
        choose(self, "school", [(pk, f"{name} ({code})") for pk, name, code in schools], empty="–")
        years = [SchoolYear(year.first - back) for back in range(_YEARS)]
        choose(self, "year", [(one.first, str(one)) for one in years])


class AmendmentForm(PermitForm):
    """One closed record that may be replaced by another."""

    uuid = forms.UUIDField(
        label=_("Mã tra cứu"),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("Học bạ đã chốt không bị sửa: trường phát hành học bạ mới thay thế."),
    )
    school = forms.TypedChoiceField(
        label=_("Trường gửi học bạ thay thế"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_(
            "Để trống nếu là chính trường đã gửi học bạ này. Chọn trường khác khi học sinh đã chuyển đến đó trong năm "
            "học mà trường cũ vẫn gửi học bạ cả năm."
        ),
    )
    field_order = ("uuid", "school")

    def __init__(self, data: object = None, *, officer: Officer, **more: object) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]  # request.POST or None, and Django's own
        schools = schools_of(officer).filter(active=True).values_list("pk", "name", "code")
        choose(self, "school", [(pk, f"{name} ({code})") for pk, name, code in schools], empty="–")
