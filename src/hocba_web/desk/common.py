"""What pages of the officers' site share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _

from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Missing, Refused, spoken
from hocba_web.officers.actor import Officer
from hocba_web.register.models import School

GROUPS = (("15/6", _("Đợt 15/6: học sinh hoàn thành chương trình")), ("15/8", _("Đợt 15/8: sau rèn luyện trong hè")))
"""The two groups of a school year's records (Decision 32/QĐ-THPĐ, chapter I art. 5(3)(b))."""


class DayField(forms.DateField):
    """A day, chosen or typed day first."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401  # Django's own arguments
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d", "%d/%m/%Y"],
            **more,
        )


class DecideForm(forms.Form):
    """Yes or no, with a reason where it is no. Where something was proposed, both say what then happens."""

    yes, no = _("Đồng ý"), _("Không đồng ý")

    agree = forms.TypedChoiceField(
        label=_("Quyết định"),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Ý kiến"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bắt buộc khi không đồng ý: nhà trường đọc được nội dung này."),
    )

    def __init__(self, *given: object, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]  # request.POST or None, and Django's own
        choose(self, "agree", [("yes", self.yes), ("no", self.no)])

    def clean(self) -> None:
        """Whoever refuses says why."""
        super().clean()
        if self.cleaned_data.get("agree") is False and not self.cleaned_data.get("answer", "").strip():
            self.add_error("answer", str(_("Ghi lý do để nhà trường biết cần làm gì.")))


def schools_of(officer: Officer) -> QuerySet[School]:
    """The schools of an officer's areas."""
    found = School.objects.all()
    return found if officer.areas is None else found.filter(area_code__in=officer.areas)


def areas_of(officer: Officer) -> list[tuple[str, str]]:
    """Code and name of every area with a school, within the officer's."""
    found = schools_of(officer).exclude(area_code="").order_by("area_code", "area_name")
    return list(dict(found.values_list("area_code", "area_name").distinct()).items())


def choose(form: forms.Form, name: str, choices: Iterable[tuple[object, object]], *, empty: str = "") -> None:
    """Fill a choice field whose choices are known only now; with an empty first line if one is given."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(name)
    field.choices = [("", empty), *choices] if empty else list(choices)


def refuse_in(request: HttpRequest, officer: Officer, form: Form, error: Refused) -> None:
    """Show what a service refused beside the field it is about, or above the form, and trace it.

    Raises:
        Refused: the same error where no form can mend it: no right, no such thing, no fresh second factor.
    """
    if isinstance(error, (Forbidden, FreshFactorNeeded, Missing)):
        raise error
    said = spoken(error)
    form.add_error(error.where if error.where in form.fields else None, f"{said.what} {said.next}".strip())
    match = request.resolver_match
    audit.refused(
        actor=officer,
        code=error.code,
        subject=("page", (match.view_name if match else "")[:64]),
        at=clock.now(),
        school_id=None,
    )


def tabs_of(labels: Mapping[str, object], chosen: str, counted: Mapping[str, int]) -> list[dict[str, object]]:
    """Tabs of a list, `?muc=` chooses; those that are counted say how many."""
    return [
        {"label": label, "url": f"?muc={key}", "current": key == chosen, "count": counted.get(key)}
        for key, label in labels.items()
    ]


def status_of(form: Form) -> int:
    """422 for a form that comes back with errors: htmx swaps it, browsers show it."""
    return 422 if form.errors else 200


def never_kept(response: HttpResponse) -> HttpResponse:
    """A page that shows a password once is stored nowhere."""
    add_never_cache_headers(response)
    return response
