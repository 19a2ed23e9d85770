"""Forms about officers. They parse; what may be stored is the services' question."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hocba_web.desk.common import DayField, areas_of, choose
from hocba_web.officers.actor import Officer
from hocba_web.officers.roles import OfficerRole
from hocba_web.officers.services import Naming
from hocba_web.register.models import School


class NamingForm(forms.Form):
    """To what somebody is named."""

    role = forms.ChoiceField(
        label=_("Nhiệm vụ"),
        widget=forms.RadioSelect,
        choices=lambda: [(role.value, role.label) for role in OfficerRole],
        help_text=_("Người chuẩn bị và người quyết định luôn là hai người khác nhau."),
    )
    areas = forms.MultipleChoiceField(
        label=_("Địa bàn"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--row"}),
        help_text=_("Không chọn nghĩa là toàn tỉnh."),
    )
    school_code = forms.ChoiceField(
        label=_("Trường"), required=False, help_text=_("Chỉ dùng cho cán bộ quản lý nhà trường.")
    )
    decision = forms.CharField(
        label=_("Quyết định giao nhiệm vụ"),
        max_length=150,
        widget=forms.TextInput(attrs={"placeholder": "215/QĐ-SGDĐT ngày 25/07/2025"}),
    )
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Bỏ trống: đến khi có quyết định khác."))

    def __init__(self, data: object = None, *, officer: Officer, **more: object) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]  # request.POST or None, and Django's own
        choose(self, "areas", areas_of(officer))
        if not self.fields["areas"].choices:  # type: ignore[attr-defined]  # a choice field, see above
            del self.fields["areas"]
        schools = School.objects.filter(active=True).values_list("code", "name")
        choose(self, "school_code", [(code, f"{name} ({code})") for code, name in schools], empty="–")

    def naming(self) -> Naming:
        """What was typed, of a valid form."""
        told = self.cleaned_data
        return Naming(
            role=OfficerRole(told["role"]),
            decision=told["decision"],
            starts_on=told["starts_on"],
            ends_on=told["ends_on"],
            areas=tuple(told.get("areas", ())),
            school_code=told["school_code"],
        )


class NewOfficerForm(NamingForm):
    """And who it is."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=150)
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        required=False,
        help_text=_("Bỏ trống thì lấy theo họ tên."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    field_order = ("full_name", "username", "email")


class ConfirmForm(forms.Form):
    """The code that the person named told."""

    code = forms.CharField(
        label=_("Mã do người đó đọc"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class EndForm(forms.Form):
    """The last day."""

    last_day = DayField(label=_("Làm đến hết ngày"))
