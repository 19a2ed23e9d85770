"""What the principal types into a draft of the school's own regulation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hocba_web.schools.forms.common import DayField, DecisionForm
from hocba_web.schools.regulation_text import SECTION_KEYS
from hocba_web.schools.regulation_values import LIMITS, MOMENTS, FaultReceiver, RegulationValues
from hocba_web.schools.regulation_words import label_of, moment_label, receiver_label
from hocba_web.schools.selectors.regulation import Version

_DAY = forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "25/10", "maxlength": 5})
_SWITCHES = ("deputies_may_sign", "retest_needs_vice_note")


class DraftForm(forms.Form):
    """Texts of sections a) to d) and the values the system follows."""

    summary = forms.CharField(
        label=_("Điểm mới của bản này"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Mọi người đọc câu này trước khi đọc cả bản."),
    )

    def __init__(self, data: Any, *, draft: Version) -> None:  # noqa: ANN401  # what was posted, or None
        super().__init__(data, initial=_initial(draft))
        for key in SECTION_KEYS:
            self.fields[f"title_{key}"] = forms.CharField(
                label=_("Tiêu đề mục %(key)s)") % {"key": key}, max_length=150
            )
            self.fields[f"text_{key}"] = forms.CharField(
                label=_("Nội dung mục %(key)s)") % {"key": key},
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 10}),
            )
        for moment in MOMENTS:
            words = {"moment": moment_label(moment)}
            for name, label in (("opens", _("%(moment)s: mở từ")), ("closes", _("%(moment)s: hết ngày"))):
                self.fields[f"{name}_{moment}"] = forms.RegexField(
                    r"^\d{1,2}/\d{1,2}$", label=label % words, widget=_DAY, help_text=_("Ngày/tháng")
                )
        for name, (least, greatest) in LIMITS.items():
            self.fields[name] = forms.IntegerField(
                label=label_of(name),
                min_value=least,
                max_value=greatest,
                help_text=_("Từ %(least)s đến %(greatest)s.") % {"least": least, "greatest": greatest},
            )
        for name in _SWITCHES:
            self.fields[name] = forms.BooleanField(label=label_of(name), required=False)
        self.fields["fault_receivers"] = forms.MultipleChoiceField(
            label=label_of("fault_receivers"),
            choices=[(one.value, receiver_label(one)) for one in FaultReceiver],
            widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--row"}),
        )

    def section_fields(self) -> list[tuple[str, Any, Any]]:
        """(key, title, text) of the four sections."""
        return [(key, self[f"title_{key}"], self[f"text_{key}"]) for key in SECTION_KEYS]

    def plan_fields(self) -> list[tuple[Any, Any]]:
        """(opens, closes) fields of the five moments."""
        return [(self[f"opens_{moment}"], self[f"closes_{moment}"]) for moment in MOMENTS]

    def number_fields(self) -> list[Any]:
        """Whole numbers."""
        return [self[name] for name in LIMITS]

    def switch_fields(self) -> list[Any]:
        """Yes or no, and who is told of faults."""
        return [self[name] for name in (*_SWITCHES, "fault_receivers")]

    def sections(self) -> dict[str, tuple[str, str]]:
        """What was typed, as the service takes it."""
        typed = self.cleaned_data
        return {key: (typed[f"title_{key}"], typed[f"text_{key}"]) for key in SECTION_KEYS}

    def stored(self) -> dict[str, Any]:
        """The values as `regulation_values.parse` takes them."""
        typed = self.cleaned_data
        plan = {
            moment: {name: typed[f"{name}_{moment}"].replace("/", "-") for name in ("opens", "closes")}
            for moment in MOMENTS
        }
        plain = {name: typed[name] for name in (*LIMITS, *_SWITCHES, "fault_receivers")}
        return plain | {"window_plan": plan}


def _initial(draft: Version) -> dict[str, Any]:
    values: RegulationValues = draft.values
    stored = values.as_json()
    initial: dict[str, Any] = {"summary": draft.summary}
    for section in draft.sections:
        initial |= {f"title_{section.key}": section.title, f"text_{section.key}": section.text}
    for moment, days in stored.pop("window_plan").items():
        initial |= {f"{name}_{moment}": day.replace("-", "/") for name, day in days.items()}
    return initial | stored


class PublishForm(DecisionForm):
    """The decision that publishes the draft."""

    in_force_from = DayField(label=_("Có hiệu lực từ ngày"))
