"""Handing records to families: whom for, what, who fetched it; the files; the log."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, held_by
from hocba_web.assessment.views.year_choice import year_choice
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.base.text import clean
from hocba_web.issuance import parcel
from hocba_web.issuance.forms import HandOutForm
from hocba_web.issuance.models import HandOut
from hocba_web.issuance.ports import CodeState, ports
from hocba_web.issuance.selectors import copies, handing, held
from hocba_web.issuance.services import handing as write
from hocba_web.issuance.views.common import ZIP_TYPE, saved
from hocba_web.schools.forms.common import upload_of
from hocba_web.schools.selectors.pupils.scope import find_class, find_pupil
from hocba_web.schools.selectors.pupils.search import search_pupils
from hocba_web.schools.selectors.rolls import classes
from hocba_web.schools.views.common import refuse_in, status_of


def office(request: HttpRequest) -> Actor:
    """The acting person, if they hand records out.

    Raises:
        Forbidden: ROLE_MAY_NOT.
    """
    actor = acting(request)
    write.require_office(actor)
    return actor


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Find the child: by name, or by class."""
    actor = office(request)
    years, question = year_choice(request, actor), clean(request.GET.get("q", ""))
    context = {
        "years": years,
        "q": question,
        "found": search_pupils(actor, question) if question else None,
        "classes": classes(year_id=years.chosen.id).order_by("grade", "name") if years.chosen else [],
        "last": _log(actor, limit=5),
    }
    return render(request, "issuance/handing/start.html", context)


@require_safe
def school_class(request: HttpRequest, class_id: int) -> HttpResponse:
    """The issued records of a class, and what was handed out of each."""
    actor = office(request)
    row = find_class(actor, class_id)
    records = held.of_class(class_id)
    ids = [record.record_id for record in records]
    given, codes = handing.kinds_given(ids), ports.code_states(ids)
    _trace(actor, "issuance.papers.viewed", ("class", class_id), [record.pupil_id for record in records])
    rows = [
        {
            "record": record,
            "given": HandOut.Kind.FILES in given.get(record.record_id, ()),
            "code": codes.get(record.record_id, CodeState.NONE),
        }
        for record in records
    ]
    return render(request, "issuance/handing/class.html", {"class": row, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def pupil(request: HttpRequest, pupil_id: int) -> HttpResponse:
    """A child's issued records, what was handed out of them, and the form to hand them out."""
    actor = office(request)
    child = find_pupil(actor, pupil_id)
    records = held.of_pupil(actor.school_id, pupil_id)
    form = HandOutForm(request.POST or None, request.FILES or None)
    form.offer((record.record_id, f"{record.year} · {record.class_name}") for record in records if record.handable)
    form.known((one.kind, one.name) for one in child.guardians.all())
    if request.method == "POST" and form.is_valid():
        try:
            number = write.hand_out(
                actor=actor,
                pupil_id=pupil_id,
                kind=form.cleaned_data["kind"],
                record_ids=form.cleaned_data["records"],
                recipient=form.told(),
                at=clock.now(),
                receipt=upload_of(form.cleaned_data["receipt"]),
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã ghi vào sổ giao học bạ."))
            return redirect("issuance:given", number)
    else:
        _trace(actor, "issuance.papers.viewed", ("pupil", pupil_id), [pupil_id])
    codes = ports.code_states([record.record_id for record in records])
    context: dict[str, Any] = {
        "pupil": child,
        "records": [
            {"record": record, "code": codes.get(record.record_id, CodeState.NONE)} for record in reversed(records)
        ],
        "form": form,
        "may_hand_out": any(record.handable for record in records),
        "log": handing.log(actor.school_id, pupil_id=pupil_id),
        "copies": copies.of_pupil(actor.school_id, pupil_id),
        "may_copy": held_by(actor.role, Action.CERTIFIED_COPY),
    }
    return render(request, "issuance/handing/pupil.html", context, status=status_of(form))


@require_safe
def given(request: HttpRequest, hand_out_id: int) -> HttpResponse:
    """One line of the log, with the files to hand over."""
    actor = office(request)
    one = handing.one(actor.school_id, hand_out_id)
    records = held.find(actor.school_id, one.record_ids)
    _trace(actor, "issuance.papers.viewed", ("hand_out", one.id), [one.pupil_id])
    context = {
        "one": one,
        "records": records,
        "has_file": one.kind in {HandOut.Kind.FILES, HandOut.Kind.PRINT, HandOut.Kind.BOOK}
        and all(record.handable for record in records),
    }
    return render(request, "issuance/handing/given.html", context)


@require_POST
def given_file(request: HttpRequest, hand_out_id: int) -> HttpResponse:
    """What was handed over: the files as an archive, or the print."""
    actor, at = office(request), clock.now()
    one = handing.one(actor.school_id, hand_out_id)
    records = held.find(actor.school_id, one.record_ids)
    for record in records:
        record.require_handable()
    if one.kind is HandOut.Kind.FILES:
        answer = saved(parcel.zipped(records, at), f"hoc-ba-so-{one.id}.zip", ZIP_TYPE)
    elif one.kind in {HandOut.Kind.PRINT, HandOut.Kind.BOOK}:
        content = parcel.confirmed(records, actor.school_id, at, book=one.kind is HandOut.Kind.BOOK)
        answer = saved(content, f"hoc-ba-ban-in-{one.id}.pdf")
    else:
        raise Refused("NOTHING_TO_PRINT_HERE")
    audit.viewed(
        actor=actor,
        action="issuance.files.downloaded",
        subject=("hand_out", one.id),
        at=at,
        school_id=actor.school_id,
        pupils=[one.pupil_id],
        details={"records": len(records), "kind": str(one.kind.value)},
    )
    return answer


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The log of everything that was handed out."""
    actor = office(request)
    kind = request.GET.get("loai", "")
    rows = _log(actor, kind=kind)
    context = {"rows": rows, "kind": kind, "kinds": HandOut.Kind.choices}
    return render(request, "issuance/handing/log.html", context)


def _log(actor: Actor, *, kind: str = "", limit: int = 200) -> tuple[handing.Given, ...]:
    rows = handing.log(actor.school_id, kind=kind, limit=limit)
    _trace(actor, "issuance.log.viewed", ("school", actor.school_id), [row.pupil_id for row in rows])
    return rows


def _trace(actor: Actor, action: str, subject: audit.Subject, pupils: list[int]) -> None:
    audit.viewed(
        actor=actor,
        action=action,
        subject=subject,
        at=clock.now(),
        school_id=actor.school_id,
        pupils=sorted(set(pupils)),
    )
