"""Who did and saw what on this side; for deciding officers and auditors."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocba_web.audit import services as audit
from hocba_web.audit.selectors import Page, Wanted, traces_of_chains
from hocba_web.base import clock
from hocba_web.desk.common import schools_of
from hocba_web.officers.acting import officer_of
from hocba_web.officers.permissions import Act
from hocba_web.officers.roles import OfficerRole


@require_safe
def traces(request: HttpRequest) -> HttpResponse:
    """Newest first; `?loai=` act, view or refusal, `?truoc=` older ones, `?nguoi=` one person."""
    officer = officer_of(request, Act.AUDIT_VIEW)
    kind = request.GET.get("loai", "")
    person = _whole(request.GET.get("nguoi", ""))
    schools = None if officer.areas is None else list(schools_of(officer).values_list("id", flat=True))
    page: Page = traces_of_chains(
        chains=schools,
        wanted=Wanted(kind=kind if kind in {"act", "view", "refusal"} else "", user_id=person),
        before=_whole(request.GET.get("truoc", "")),
    )
    names = _names({one.user_id for one in page.traces if one.user_id})
    audit.viewed(
        actor=officer, action="desk.audit.read", subject=("traces", len(page.traces)), at=clock.now(), school_id=None
    )
    roles = {role.value: role.label for role in OfficerRole}
    rows = [
        {"trace": one, "who": names.get(one.user_id or 0, _("Hệ thống")), "role": roles.get(one.role, "")}
        for one in page.traces
    ]
    return render(
        request, "desk/audit/traces.html", {"rows": rows, "older": page.before, "kind": kind, "person": person}
    )


def _names(users: set[int]) -> Mapping[int, str]:
    found = get_user_model().objects.filter(pk__in=users)
    return {user.pk: user.get_full_name() for user in found}


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None  # noqa: PLR2004  # what a key holds
