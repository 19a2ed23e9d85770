"""What is known of a record."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hocba_web.desk.common import DayField
from hocba_web.register.models import Number


class SearchForm(forms.Form):
    """A school, a name, a personal ID or a look-up UUID is needed; the rest narrows."""

    school = forms.ChoiceField(label=_("Trường"), required=False)
    class_name = forms.CharField(label=_("Lớp"), max_length=20, required=False)
    name = forms.CharField(label=_("Họ và tên"), max_length=150, required=False)
    born = DayField(label=_("Ngày sinh"), required=False)
    personal_id = forms.RegexField(r"^\d{12}$", label=_("Mã định danh cá nhân"), required=False)
    uuid = forms.UUIDField(label=_("Mã tra cứu"), required=False)
    state = forms.ChoiceField(
        label=_("Tình trạng"), required=False, choices=[("", _("Mọi tình trạng")), *Number.State.choices]
    )
