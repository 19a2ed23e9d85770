"""The trail: who did, saw or was refused what; for the principal (Decision 32/QĐ-THPĐ, art. 4(3), art. 12(2))."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hocba_web.accounts import selectors as accounts
from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.accounts.ports import ports
from hocba_web.accounts.roles import Role
from hocba_web.audit import services as audit
from hocba_web.audit.selectors import Trace, Wanted, traces
from hocba_web.audit.wording import label, refusal, wording
from hocba_web.base import clock
from hocba_web.schools.selectors.pupils import names
from hocba_web.schools.selectors.pupils.search import search_pupils
from hocba_web.schools.selectors.setup import current_year
from hocba_web.schools.selectors.staff import staff_names

_KINDS = {"act": _("Thao tác"), "view": _("Xem dữ liệu"), "refusal": _("Bị từ chối")}
_ICONS = {"act": "pencil", "view": "eye", "refusal": "ban"}
_APPLICATIONS = {
    "accounts": _("Tài khoản"),
    "assessment": _("Kết quả, khóa mở"),
    "audit": _("Nhật ký, sao lưu"),
    "demo": _("Bản thử nghiệm"),
    "intake": _("Nhập tệp"),
    "schools": _("Hồ sơ, phân công"),
    "supervision": _("Theo dõi, kiểm tra"),
    "support": _("Hỗ trợ"),
}
_NAMES_SHOWN = 3
_LARGEST = 2**63 - 1
_ROLES = {role.value: role for role in Role}
_CLOCKS_APART = timedelta(minutes=2)


class TrailForm(forms.Form):
    """Filters; every one may be left empty."""

    tu = forms.DateField(label=_("Từ ngày"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    den = forms.DateField(label=_("Đến ngày"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    nguoi = forms.TypedChoiceField(label=_("Người thực hiện"), required=False, coerce=int, empty_value=None)
    loai = forms.ChoiceField(label=_("Loại"), required=False)
    viec = forms.ChoiceField(label=_("Việc"), required=False)
    lop = forms.TypedChoiceField(label=_("Lớp"), required=False, coerce=int, empty_value=None)
    ten = forms.CharField(label=_("Học sinh"), required=False, max_length=100)
    em = forms.IntegerField(required=False, min_value=1, max_value=_LARGEST, widget=forms.HiddenInput)
    """Number of one pupil, as links on a pupil's page give it."""
    truoc = forms.IntegerField(required=False, min_value=1, max_value=_LARGEST, widget=forms.HiddenInput)

    def __init__(self, data: dict[str, str], *, school_id: int) -> None:
        super().__init__(data)
        year = current_year(school_id)
        classes = names.classes_of_year(year.id) if year is not None else []
        people = [(one.user_id, one.name) for one in ports.holders_of_school(school_id)]
        every = ("", gettext("Tất cả"))
        self.fields["nguoi"].choices = [every, *people]  # type: ignore[attr-defined]  # a choice field, see above
        self.fields["loai"].choices = [every, *_KINDS.items()]  # type: ignore[attr-defined]  # the same
        self.fields["viec"].choices = [every, *_actions()]  # type: ignore[attr-defined]  # the same
        self.fields["lop"].choices = [every, *classes]  # type: ignore[attr-defined]  # the same

    def clean(self) -> None:
        """A span of days runs forward."""
        super().clean()
        since, until = self.cleaned_data.get("tu"), self.cleaned_data.get("den")
        if since and until and since > until:
            self.add_error("den", gettext("Ngày kết thúc đứng trước ngày bắt đầu."))


@dataclass(frozen=True, slots=True)
class Row:
    """One trace as the page shows it."""

    trace: Trace
    who: str
    role: str
    thing: str
    """What it was done to, by name; empty where the sentence says enough."""
    pupils: str
    refusal: str
    icon: str
    kind: str
    real_at: datetime | None
    """Only where the product's clock showed another time."""


@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """The school's traces, filtered, newest first."""
    actor = acting(request)
    require(actor, Action.AUDIT_VIEW, Target(school_id=actor.school_id))
    form = TrailForm(request.GET.dict(), school_id=actor.school_id)
    told = form.cleaned_data if form.is_valid() else {}
    wanted, found = _wanted(actor, told)
    page = (
        traces(school_id=actor.school_id, wanted=wanted, before=told.get("truoc"))
        if form.is_valid() and found
        else None
    )
    rows = _rows(actor.school_id, page.traces) if page else []
    audit.viewed(
        actor=actor,
        action="audit.trail.viewed",
        subject=("school", actor.school_id),
        at=clock.now(),
        school_id=actor.school_id,
        pupils=wanted.pupils if told.get("em") else (),
        details={"filters": sorted(name for name, value in told.items() if value and name != "truoc")},
    )
    kept = {name: value for name, value in request.GET.items() if value and name != "truoc"}
    return render(
        request,
        "supervision/audit_list.html",
        {
            "form": form,
            "rows": rows,
            "filtered": bool(kept),
            "more_filters": bool(form.errors) or not {"loai", "viec", "lop", "ten"}.isdisjoint(kept),
            "one_pupil": _name_of(actor.school_id, told.get("em")),
            "without_pupil": "?" + urlencode({name: value for name, value in kept.items() if name != "em"}),
            "newest": f"?{urlencode(kept)}" if told.get("truoc") else "",
            "older": f"?{urlencode(kept | {'truoc': page.before})}" if page and page.before else "",
        },
        status=200 if form.is_valid() else 422,
    )


def _wanted(actor: Actor, told: dict[str, object]) -> tuple[Wanted, bool]:
    """The filters, and whether anything can fit them: a name that no pupil has fits nothing."""
    pupils: set[int] = set()
    subject = None
    if class_id := told.get("lop"):
        subject = ("class", str(class_id))
        pupils |= set(names.pupil_ids_of_class(int(str(class_id))))
    if told.get("em") or told.get("ten"):
        hits = {int(str(told["em"]))} if told.get("em") else _pupils_named(actor, str(told["ten"]))
        pupils = pupils & hits if subject else hits
        subject = None
        if not pupils:
            return Wanted(), False
    since, until = told.get("tu"), told.get("den")
    user_id = told.get("nguoi")
    wanted = Wanted(
        since=since if isinstance(since, date) else None,
        until=until if isinstance(until, date) else None,
        user_id=int(str(user_id)) if user_id else None,
        action=str(told.get("viec") or ""),
        kind=str(told.get("loai") or ""),
        subject=subject,
        pupils=frozenset(pupils),
    )
    return wanted, True


def _pupils_named(actor: Actor, name: str) -> set[int]:
    return {hit.pupil_id for hit in search_pupils(actor, name).hits}


def _name_of(school_id: int, pupil_id: object) -> str:
    return names.pupil_names(school_id, [int(str(pupil_id))]).get(int(str(pupil_id)), "") if pupil_id else ""


def _rows(school_id: int, found: tuple[Trace, ...]) -> list[Row]:
    """Words and names for a page: one query a kind of thing."""
    users = accounts.names({*_numbers(found, "account"), *(one.user_id for one in found if one.user_id)})
    shown = {number for one in found for number in one.pupils[:_NAMES_SHOWN]}
    pupils = names.pupil_names(school_id, {*_numbers(found, "pupil"), *shown})
    things = {
        "account": users,
        "pupil": pupils,
        "class": names.class_names(school_id, _numbers(found, "class")),
        "staff": staff_names(school_id, _numbers(found, "staff")),
    }
    return [_row(one, users, pupils, things) for one in found]


def _row(one: Trace, users: dict[int, str], pupils: dict[int, str], things: dict[str, dict[int, str]]) -> Row:
    apart = abs(one.real_at - one.at) > _CLOCKS_APART
    thing = things.get(one.subject_kind, {}).get(int(one.subject_id)) if one.subject_id.isdecimal() else None
    return Row(
        trace=one,
        who=users.get(one.user_id, gettext("Tài khoản {number}").format(number=one.user_id))
        if one.user_id
        else gettext("Hệ thống"),
        role=_ROLES[one.role].label if one.role in _ROLES else "",
        thing=thing or "",
        pupils=_some_names(
            [pupils[number] for number in one.pupils[:_NAMES_SHOWN] if number in pupils], len(one.pupils)
        )
        if one.subject_kind != "pupil"
        else "",
        refusal=refusal(one.code) if one.code else "",
        icon=_ICONS.get(one.kind, "history"),
        kind=str(_KINDS.get(one.kind, one.kind)),
        real_at=one.real_at if apart else None,
    )


def _some_names(shown: list[str], total: int) -> str:
    rest = total - len(shown)
    if not shown:
        return gettext("{count} học sinh").format(count=total) if total else ""
    if rest:
        return gettext("{names} và {count} em khác").format(names=", ".join(shown), count=rest)
    return ", ".join(shown)


def _numbers(found: Iterable[Trace], kind: str) -> set[int]:
    return {int(one.subject_id) for one in found if one.subject_kind == kind and one.subject_id.isdecimal()}


def _actions() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Actions by application, as groups of the choice."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for action in wording():
        groups.setdefault(action.split(".", 1)[0], []).append((action, label(action)))
    for application, name in _APPLICATIONS.items():
        if application in groups:
            yield str(name), sorted(groups[application], key=lambda pair: pair[1])
