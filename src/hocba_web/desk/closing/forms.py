"""The form of a closing."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from hocba.model import ClosingGroup, SchoolYear
from hocba_web.desk.common import GROUPS, DayField, areas_of, choose, schools_of
from hocba_web.officers.actor import Officer
from hocba_web.register.services.closing import Scope


class ClosingForm(forms.Form):
    """Which group, whose, when, by what decision."""

    group = forms.ChoiceField(label=_("Đợt"), choices=GROUPS, widget=forms.RadioSelect)
    scope = forms.ChoiceField(
        label=_("Phạm vi"), help_text=_("Một trường, mọi trường của một địa bàn, hoặc toàn tỉnh.")
    )
    on = DayField(
        label=_("Chốt từ đầu ngày"), required=False, help_text=_("Bỏ trống: chốt ngay khi lãnh đạo quyết định.")
    )
    decision = forms.CharField(
        label=_("Số và ngày quyết định"),
        max_length=150,
        required=False,
        help_text=_("Chỉ bỏ trống khi chốt đúng ngày quy chế đã định."),
    )
    note = forms.CharField(
        label=_("Ghi chú cho người quyết định"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: object = None, *, officer: Officer, **more: object) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]  # request.POST or None, and Django's own
        areas = [(f"a:{code}", name or code) for code, name in areas_of(officer)]
        schools = schools_of(officer).filter(active=True).values_list("pk", "name")
        whole = [("*", _("Toàn tỉnh"))] if officer.areas is None else []
        single = [(f"s:{pk}", name) for pk, name in schools]
        choose(self, "scope", [*whole, (_("Địa bàn"), areas), (_("Trường"), single)])

    def asked(self, year: SchoolYear) -> dict[str, object]:
        """Arguments of `register.services.closing.prepare`, of a valid form."""
        told = self.cleaned_data
        kind, _sep, code = told["scope"].partition(":")
        on: date | None = told["on"]
        return {
            "school_year": year.first,
            "group": ClosingGroup(told["group"]),
            "scope": Scope(int(code)) if kind == "s" else Scope(area_code=code),
            "on": on,
            "decision": told["decision"],
            "note": told["note"],
        }
