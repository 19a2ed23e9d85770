"""Searching and reading records: within one's areas, and never without a trace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden, Missing, Refused, spoken
from hocba_web.desk.common import choose, schools_of
from hocba_web.desk.records.forms import SearchForm
from hocba_web.officers.acting import officer_of
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act
from hocba_web.portal.verifying.wording import ROLES, STATUSES
from hocba_web.register.models import Number, Recall
from hocba_web.register.selectors import records, search
from hocba_web.register.selectors.records import Held


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Search; by POST, so that no name stands in an address or a log."""
    officer = officer_of(request, Act.RECORD_READ)
    form = SearchForm(request.POST or None)
    choose(form, "school", schools_of(officer).values_list("id", "name"), empty=_("Mọi trường"))
    page = None
    if request.method == "POST" and form.is_valid():
        try:
            page = _search(officer, form, int(request.POST.get("page") or 1))
        except Forbidden:
            raise
        except (Refused, ValueError) as error:
            said = spoken(error) if isinstance(error, Refused) else None
            form.add_error(None, f"{said.what} {said.next}" if said else _("Trang chưa đúng."))
    context = {"form": form, "page": page}
    response = render(request, "desk/records/find.html", context, status=422 if form.errors else 200)
    add_never_cache_headers(response)
    return response


@require_safe
def record(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One record: where it stands, on what its acceptance rested, its files."""
    officer, held = _held(request, uuid)
    _trace(officer, held, "desk.record.opened")
    number = Number.objects.select_related("school").get(uuid=uuid)
    context = {
        "held": held,
        "number": number,
        "signatures": [_signature(one) for one in _signatures(held)],
        "policy": held.evidence.get("policy", ""),
        "receipt": records.receipt(uuid),
        "recalls": Recall.objects.filter(number=number).order_by("-id"),
    }
    response = render(request, "desk/records/record.html", context)
    add_never_cache_headers(response)
    return response


def _signatures(held: Held) -> list[Mapping[str, str]]:
    kept = held.evidence.get("signatures")
    return kept if isinstance(kept, list) else []


def _signature(kept: Mapping[str, str]) -> dict[str, object]:
    """A signature of the evidence in words, the same as the verification portal's."""
    return {
        "role": ROLES.get(kept["slot"], kept["slot"]),
        "signed_at": datetime.fromisoformat(kept["signed_at"]) if kept.get("signed_at") else None,
        "serial": kept.get("serial", ""),
        "status": STATUSES.get(kept.get("status", ""), STATUSES["unknown"]),
    }


@require_POST
def download(request: HttpRequest, uuid: UUID, kind: str) -> HttpResponse:
    """One of its files: xml, pdf, or the receipt."""
    officer, held = _held(request, uuid)
    if kind == "xml":
        content, media = records.xml(uuid), "application/xml"
    elif kind == "pdf":
        content, media = records.pdf(uuid).content, "application/pdf"
    else:
        statement = records.receipt(uuid)
        if statement is None:
            raise Missing("NOT_FOUND_HERE")
        content, media = statement.encode(), "application/jose"
    _trace(officer, held, "desk.record.downloaded", kind=kind)
    response = HttpResponse(content, content_type=media)
    suffix = "jws" if kind == "receipt" else kind
    response["Content-Disposition"] = f'attachment; filename="hoc-ba-{uuid}.{suffix}"'
    add_never_cache_headers(response)
    return response


def _search(officer: Officer, form: SearchForm, number: int) -> search.Page:
    told = form.cleaned_data
    query = search.Query(
        school_id=int(told["school"]) if told["school"] else None,
        class_name=told["class_name"],
        name=told["name"],
        born=told["born"],
        personal_id=told["personal_id"],
        uuid=told["uuid"],
        state=Number.State(told["state"]) if told["state"] else None,
    )
    page = search.find(officer, query, page=number)
    asked = sorted(name for name, value in told.items() if value)
    audit.viewed(
        actor=officer,
        action="desk.records.searched",
        subject=("records", len(page.rows)),
        at=clock.now(),
        school_id=query.school_id,
        details={"by": asked, "uuids": [str(row.uuid) for row in page.rows]},
    )
    return page


def _held(request: HttpRequest, uuid: UUID) -> tuple[Officer, Held]:
    """The record, within the officer's areas."""
    officer = officer_of(request, Act.RECORD_READ)
    held = records.held(uuid)
    if held is None or not officer.covers(held.standing.area_code):
        raise Missing("NOT_FOUND_HERE")
    return officer, held


def _trace(officer: Officer, held: Held, action: str, **details: object) -> None:
    audit.viewed(
        actor=officer,
        action=action,
        subject=("record", held.uuid),
        at=clock.now(),
        school_id=held.standing.school_id,
        details=details,
    )
