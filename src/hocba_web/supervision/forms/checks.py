"""Forms of regular checks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hocba.model import Moment
from hocba_web.supervision.selectors.words import moment_words


class CheckForm(forms.Form):
    """What is looked at, in which classes, how many pupils."""

    subject = forms.CharField(
        label=_("Nội dung kiểm tra"),
        max_length=150,
        widget=forms.TextInput(attrs={"placeholder": _("Nhận xét môn học và điểm kiểm tra")}),
    )
    moment = forms.ChoiceField(label=_("Thời điểm đánh giá"))
    per_class = forms.IntegerField(label=_("Số học sinh mỗi lớp"), min_value=1, max_value=40)
    classes = forms.TypedMultipleChoiceField(
        label=_("Lớp"), coerce=int, widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--row"})
    )

    def __init__(self, data: Any = None, *, classes: Iterable[tuple[int, str]], **more: Any) -> None:  # noqa: ANN401  # Django's own arguments
        super().__init__(data, **more)
        moments = [(one.value, moment_words(one)) for one in Moment]
        self.fields["moment"].choices = moments  # type: ignore[attr-defined]  # a choice field, see above
        self.fields["classes"].choices = list(classes)  # type: ignore[attr-defined]  # the same


class CloseForm(forms.Form):
    """What the check showed."""

    summary = forms.CharField(
        label=_("Nhận xét chung"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
