"""Certified copies and extracts: asked for, decided, sealed, fetched, void; the register."""

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
from hocba_web.accounts.roles import Role
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.base.text import whole
from hocba_web.issuance.forms import SECTION_NAMES, ApproveForm, CopyForm, ReasonForm, RecipientForm
from hocba_web.issuance.kinds.paper import piece_for
from hocba_web.issuance.papers import abbreviation_of, copy_pdf
from hocba_web.issuance.selectors import copies, held
from hocba_web.issuance.selectors.copies import CopyFacts
from hocba_web.issuance.services import copies as write
from hocba_web.issuance.services import handing
from hocba_web.issuance.services.copies.common import require_copies
from hocba_web.issuance.views.common import saved
from hocba_web.records.selectors.files import content
from hocba_web.schools.selectors.pupils.scope import find_pupil
from hocba_web.schools.selectors.signers import managers_of
from hocba_web.schools.views.common import refuse_in, status_of
from hocba_web.signatures.kinds import seen_of
from hocba_web.signatures.selectors.certificates import seal_in_use
from hocba_web.signatures.services import batches


def _office(request: HttpRequest) -> Actor:
    actor = acting(request)
    require_copies(actor)
    return actor


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """What waits, and the register of a calendar year; `?nam=` names another year."""
    actor = _office(request)
    years = copies.years(actor.school_id)
    year = whole(request.GET.get("nam", "")) or (years[0] if years else clock.today().year)
    rows, waiting = copies.register(actor.school_id, year), copies.waiting(actor.school_id)
    _trace(actor, "issuance.register.viewed", ("school", actor.school_id), [*rows, *waiting])
    context = {
        "rows": rows,
        "waiting": waiting,
        "years": years,
        "year": year,
        "may_search": held_by(actor.role, Action.HAND_OUT),
    }
    return render(request, "issuance/copies/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pupil_id: int) -> HttpResponse:
    """Write down which copy a family asks for."""
    actor = _office(request)
    child = find_pupil(actor, pupil_id)
    records = [record for record in held.of_pupil(actor.school_id, pupil_id) if record.handable]
    form = CopyForm(request.POST or None)
    form.offer((record.record_id, f"{record.year} · {record.class_name}") for record in records)
    form.known((one.kind, one.name) for one in child.guardians.all())
    if request.method == "POST" and form.is_valid():
        try:
            number = write.ask(actor=actor, pupil_id=pupil_id, wanted=form.wanted(), at=clock.now())
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã trình hiệu trưởng duyệt bản sao."))
            return redirect("issuance:copy", number)
    context = {"pupil": child, "form": form, "records": records}
    return render(request, "issuance/copies/ask.html", context, status=status_of(form))


@require_safe
def copy(request: HttpRequest, copy_id: int) -> HttpResponse:
    """One copy: what it holds, how it stands, what can be done."""
    actor = _office(request)
    found = copies.find_copy(actor.school_id, copy_id)
    _trace(actor, "issuance.copy.viewed", ("copy", copy_id), [found])
    return _page(request, actor, found)


@require_POST
def approve(request: HttpRequest, copy_id: int) -> HttpResponse:
    """The head approves; the copy gets its number."""
    actor = _office(request)
    found = copies.find_copy(actor.school_id, copy_id)
    form = _approve_form(actor, found, request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            symbol = write.decide(
                actor=actor,
                copy_id=copy_id,
                version=typed["version"],
                grant=True,
                at=clock.now(),
                signer_id=typed["signer"],
                abbreviation=typed["abbreviation"],
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã duyệt, vào sổ số %(symbol)s.") % {"symbol": symbol})
            return redirect("issuance:copy", copy_id)
    return _page(request, actor, found, approving=form)


@require_POST
def decline(request: HttpRequest, copy_id: int) -> HttpResponse:
    """The head declines, with a reason."""
    actor = _office(request)
    found = copies.find_copy(actor.school_id, copy_id)
    form = ReasonForm(request.POST, prefix="decline")
    if form.is_valid():
        typed = form.cleaned_data
        try:
            write.decide(
                actor=actor,
                copy_id=copy_id,
                version=typed["version"],
                grant=False,
                at=clock.now(),
                answer=typed["reason"],
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã ghi là không duyệt."))
            return redirect("issuance:copy", copy_id)
    return _page(request, actor, found, declining=form)


@require_POST
def void(request: HttpRequest, copy_id: int) -> HttpResponse:
    """Make a registered copy void, with a reason."""
    actor = _office(request)
    found = copies.find_copy(actor.school_id, copy_id)
    form = ReasonForm(request.POST, prefix="void")
    if form.is_valid():
        typed = form.cleaned_data
        try:
            write.void(actor=actor, copy_id=copy_id, version=typed["version"], reason=typed["reason"], at=clock.now())
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã hủy bản sao; số của nó vẫn giữ trong sổ."))
            return redirect("issuance:copy", copy_id)
    return _page(request, actor, found, voiding=form)


@require_POST
def seal(request: HttpRequest, copy_id: int) -> HttpResponse:
    """Begin to seal a registered electronic extract."""
    actor = _office(request)
    found = copies.find_copy(actor.school_id, copy_id)
    certificate = seal_in_use(actor.school_id)
    if certificate is None:
        raise Refused("SEAL_NO_CERTIFICATE")
    pieces = (piece_for(found),)
    number = batches.start(
        actor=actor,
        kind="paper",
        pieces=pieces,
        certificate_id=certificate.id,
        seen=seen_of(pieces),
        at=clock.now(),
        real_at=clock.real_now(),
    )
    return redirect("signatures:batch", number)


@require_POST
def copy_file(request: HttpRequest, copy_id: int) -> HttpResponse:
    """The copy as a file: to be printed, or sealed."""
    actor = _office(request)
    found = copies.find_copy(actor.school_id, copy_id)
    found.require_finished()
    pdf = content(found.sha256) if found.sha256 else copy_pdf(found)
    _trace(actor, "issuance.copy.printed", ("copy", copy_id), [found], symbol=found.symbol)
    return saved(pdf, f"{found.symbol.replace('/', '-')}-{found.year}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def hand_out(request: HttpRequest, copy_id: int) -> HttpResponse:
    """Note who fetched a copy."""
    actor = acting(request)
    handing.require_office(actor)
    found = copies.find_copy(actor.school_id, copy_id)
    told = {"relation": found.relation.value, "recipient": found.requester, "purpose": found.purpose}
    form = RecipientForm(request.POST or None, initial=told)
    if request.method == "POST" and form.is_valid():
        try:
            number = handing.hand_out_copy(actor=actor, copy_id=copy_id, recipient=form.told(), at=clock.now())
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã ghi vào sổ giao học bạ."))
            return redirect("issuance:given", number)
    context = {"copy": found, "form": form}
    return render(request, "issuance/copies/hand_out.html", context, status=status_of(form))


def _page(
    request: HttpRequest,
    actor: Actor,
    found: CopyFacts,
    *,
    approving: ApproveForm | None = None,
    declining: ReasonForm | None = None,
    voiding: ReasonForm | None = None,
) -> HttpResponse:
    records = held.find(actor.school_id, found.record_ids)
    decides = actor.role is Role.PRINCIPAL and found.waits
    version = {"version": found.version}
    context: dict[str, Any] = {
        "copy": found,
        "records": records,
        "recalled": any(record.void for record in records),
        "sections": [name for section, name in SECTION_NAMES.items() if section.value in found.sections],
        "subjects": [name for value, name in CopyForm.SUBJECTS if value in found.subjects],
        "decides": decides,
        "approving": approving or (_approve_form(actor, found) if decides else None),
        "declining": declining or ReasonForm(initial=version, prefix="decline"),
        "voiding": voiding or ReasonForm(initial=version, prefix="void"),
        "may_seal": held_by(actor.role, Action.RECORD_SEAL),
        "may_hand_out": held_by(actor.role, Action.HAND_OUT),
        "certificate": seal_in_use(actor.school_id) if found.to_be_sealed else None,
    }
    bad = next((form for form in (approving, declining, voiding) if form is not None and form.errors), None)
    return render(request, "issuance/copies/copy.html", context, status=200 if bad is None else 422)


def _approve_form(actor: Actor, found: CopyFacts, posted: Any = None) -> ApproveForm:  # noqa: ANN401  # Django's QueryDict
    managers = managers_of(actor.school_id, clock.today())
    name = copies.last_abbreviation(actor.school_id) or abbreviation_of(actor.school_id)
    form = ApproveForm(posted, initial={"version": found.version, "abbreviation": name})
    form.offer((number, f"{one.name} ({one.title})") for number, one in managers.items())
    return form


def _trace(actor: Actor, action: str, subject: audit.Subject, about: list[CopyFacts], **details: object) -> None:
    audit.viewed(
        actor=actor,
        action=action,
        subject=subject,
        at=clock.now(),
        school_id=actor.school_id,
        pupils=sorted({one.pupil_id for one in about}),
        details=details,
    )
