"""What forms of this application share. Forms parse; what may be stored is the services' question."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from hocba_web.schools.services.attachments import ACCEPTED, LARGEST_MIB, Upload


class DayField(forms.DateField):
    """A day, chosen or typed day first."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401  # Django's own arguments
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d", "%d/%m/%Y"],
            **more,
        )


class ScanField(forms.FileField):
    """A scan or photograph of a paper."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401  # Django's own arguments
        super().__init__(
            widget=forms.FileInput(attrs={"accept": ACCEPTED}),
            help_text=_("PDF, ảnh PNG, JPEG hoặc Excel, không quá %(size)s MiB.") % {"size": LARGEST_MIB},
            **more,
        )


def upload_of(value: object) -> Upload | None:
    """What arrived in a `ScanField`."""
    if not isinstance(value, UploadedFile):
        return None
    return Upload(value.name or "", value.read())


def pick(form: forms.Form, name: str, choices: Iterable[tuple[object, object]], *, empty: str = "–") -> None:
    """Fill a choice field whose choices are known only now; with an empty first line unless it is "" already."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(name)
    field.choices = [("", empty), *choices] if empty else list(choices)


def number_or_none(value: str) -> int | None:
    """For `coerce` of fields that may be left at the empty line."""
    return int(value) if value else None


class DecisionForm(forms.Form):
    """Number and day of the decision an act rests on."""

    number = forms.CharField(
        label=_("Số quyết định"), max_length=40, widget=forms.TextInput(attrs={"placeholder": "15/QĐ-THPĐ"})
    )
    dated = DayField(label=_("Ngày ký"))


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
