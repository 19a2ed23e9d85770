"""The dossier of a pupil who goes: prepared, signed, sealed, handed over."""

from __future__ import annotations

from typing import Any, Literal

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba.documents.handover import read_handover
from hocba.model import Absences
from hocba.regulation import moment_name
from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.schools.forms.pupils import upload_of
from hocba_web.schools.selectors.pupils.transfer_facts import transfer_facts
from hocba_web.schools.selectors.signers import managers_of, personal_id_of
from hocba_web.schools.services import attachments
from hocba_web.schools.views.common import refuse_in, status_of
from hocba_web.signatures.kinds import seen_of
from hocba_web.signatures.services import batches
from hocba_web.signatures.views import choosing
from hocba_web.signatures.views.loopback import reaches_programs
from hocba_web.submission.models import Departure
from hocba_web.submission.services import store
from hocba_web.submission.transfers.assembling import is_mid_year, known_absences, leaving
from hocba_web.submission.transfers.dossier.packing import readable, records_to_go
from hocba_web.submission.transfers.forms import HandOverForm, PrepareForm
from hocba_web.submission.transfers.kinds import HEAD, SEAL, piece_for
from hocba_web.submission.transfers.selectors.steps import require_reader
from hocba_web.submission.transfers.services import departures as write
from hocba_web.submission.transfers.services.departures import Preparation
from hocba_web.submission.transfers.views.common import handed

State = Departure.State
_WHOLE = (Action.PUPIL_TRANSFER_APPROVE, Action.PUPIL_TRANSFER_OUT)


@require_http_methods(["GET", "HEAD", "POST"])
def departure_prepare(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """Prepare the dossier of an approved transfer, the first time or anew."""
    actor = acting(request)
    transfer = transfer_facts(actor.school_id, transfer_id)
    require(actor, Action.PUPIL_TRANSFER_OUT, Target(school_id=actor.school_id, class_id=transfer.class_id))
    if transfer.direction != "out" or transfer.pupil_id is None:
        raise Missing("NOT_FOUND_HERE")
    if transfer.state != "approved":
        raise Refused("DEPARTURE_NOT_RELEASED", where=transfer.class_name)
    place = leaving(transfer)
    before = Departure.objects.filter(transfer_id=transfer_id).select_related("plan").first()
    absences = known_absences(place)
    start: dict[str, Any] = {"materials": before.materials if before else ""}
    if absences is not None:
        start |= {"excused": absences.excused, "unexcused": absences.unexcused}
    form = PrepareForm(request.POST or None, request.FILES or None, initial=start)
    managers = managers_of(actor.school_id, clock.today())
    form.offer((number, f"{one.name} ({one.title})") for number, one in managers.items())
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        given = Preparation(
            materials=typed["materials"],
            absences=Absences(typed["excused"], typed["unexcused"]),
            plan=upload_of(typed["plan"]),
            paper_only=typed["paper_only"],
            manager_staff_id=typed["manager"],
        )
        try:
            made = write.prepare(actor=actor, transfer_id=transfer_id, given=given, at=clock.now())
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã lập hồ sơ chuyển trường."))
            return redirect("submission:departure", made.pk)
    context = {
        "form": form,
        "transfer": transfer,
        "mid_year": is_mid_year(transfer),
        "needs_plan": place.pupil.individual_plan,
        "before": before,
    }
    return render(request, "submission/transfers/departure_prepare.html", context, status=status_of(form))


@require_safe
@reaches_programs
def departure(request: HttpRequest, departure_id: int) -> HttpResponse:
    """One dossier: how far it is, what is in it, what can be done."""
    actor = acting(request)
    return _page(request, actor, _find(actor, departure_id))


@require_POST
@reaches_programs
def sign(request: HttpRequest, departure_id: int) -> HttpResponse:
    """Begin to sign or seal the hand-over document, whichever is next, as the page showed it."""
    actor = acting(request)
    found = _find(actor, departure_id)
    slot = SEAL if found.state == State.HEAD_SIGNED else HEAD
    piece = piece_for(found, slot)
    shown = request.POST.get("shown", "")
    if shown != piece.shown_digest:
        raise Refused("SHOWN_OUTDATED", where=str(departure_id))
    batch = batches.start(
        actor=actor,
        kind="handover_seal" if slot == SEAL else "handover",
        pieces=[piece],
        certificate_id=choosing.chosen_in(request),
        seen=seen_of([piece]),
        at=clock.now(),
        real_at=clock.real_now(),
    )
    return redirect("signatures:batch", batch)


@require_POST
@reaches_programs
def hand_over(request: HttpRequest, departure_id: int) -> HttpResponse:
    """The principal hands it over."""
    actor = acting(request)
    found = _find(actor, departure_id)
    form = HandOverForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            write.hand_over(
                actor=actor,
                departure_id=departure_id,
                document=typed["document"],
                receiver=typed["receiver"],
                at=clock.now(),
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã giao hồ sơ. Tải tệp ZIP để đưa cho gia đình hoặc gửi trường nhận."))
            return redirect("submission:departure", departure_id)
    return _page(request, actor, found, handing=form)


@require_safe
def archive(request: HttpRequest, departure_id: int) -> HttpResponse:
    """The dossier as it was handed over."""
    actor = acting(request)
    found = _find(actor, departure_id)
    _require_whole(actor, found)
    if not found.archive:
        raise Missing("NOT_FOUND_HERE")
    content = store.get(found.archive)
    _trace(actor, "submission.departure.downloaded", found, sha256=found.archive[:16])
    return handed(content, f"HoSoChuyenTruong-{found.pk}.zip", "zip")


@require_safe
def document(request: HttpRequest, departure_id: int, media: str) -> HttpResponse:
    """The hand-over document: the XML, or its print to be read before it is signed."""
    actor = acting(request)
    found = _find(actor, departure_id)
    if found.uuid is None:
        raise Missing("NOT_FOUND_HERE")
    data = store.get(found.sha256)
    content = data if media == "xml" else readable(data, found.prepared_at)
    _trace(actor, "submission.departure.downloaded", found, sha256=found.sha256[:16])
    return handed(content, f"PhieuBanGiao-{found.uuid}.{media}", media)


@require_safe
def plan(request: HttpRequest, departure_id: int) -> HttpResponse:
    """The individual plan that goes along."""
    actor = acting(request)
    found = _find(actor, departure_id)
    _require_whole(actor, found)
    if found.plan is None:
        raise Missing("NOT_FOUND_HERE")
    content = attachments.content(found.plan)
    _trace(actor, "submission.departure.downloaded", found, sha256=found.plan.sha256[:16])
    return attachments.download(found.plan, content)


def _page(request: HttpRequest, actor: Actor, found: Departure, *, handing: Form | None = None) -> HttpResponse:
    _trace(actor, "submission.departure.viewed", found)
    transfer = transfer_facts(actor.school_id, found.transfer_id)
    target = Target(school_id=actor.school_id)
    told = read_handover(store.get(found.sha256)) if found.uuid else None
    own = personal_id_of(actor.staff_id) if actor.staff_id is not None else ""
    signs = (
        found.state == State.PREPARED
        and allowed(actor, Action.RECORD_SIGN_MANAGER, target)
        and told is not None
        and told.manager.personal_id == own
    )
    seals = found.state == State.HEAD_SIGNED and allowed(actor, Action.RECORD_SEAL, target)
    slot = SEAL if seals else HEAD
    holder: Literal["person", "organisation"] = "organisation" if seals else "person"
    records = records_to_go(actor.school_id, found.pupil_id)
    context: dict[str, Any] = {
        "departure": found,
        "transfer": transfer,
        "told": told,
        "moments": [(moment_name(one.moment), len(one.results)) for one in told.moments] if told else [],
        "records": records,
        "pending": [one for one in records if not one.handable],
        "may_prepare": found.state != State.HANDED_OVER and allowed(actor, Action.PUPIL_TRANSFER_OUT, target),
        "signs": signs,
        "seals": seals,
        "shown": piece_for(found, slot).shown_digest,
        "choice": choosing.choice(actor, holder, clock.now()) if signs or seals else None,
        "may_hand_over": found.state == State.SEALED and allowed(actor, Action.PUPIL_TRANSFER_APPROVE, target),
        "handing": handing or HandOverForm(initial={"document": found.document}),
        "may_whole": any(allowed(actor, one, target) for one in _WHOLE),
        "may_copy": allowed(actor, Action.CERTIFIED_COPY, target),
        "stages": _stages(found),
    }
    bad = handing is not None and handing.errors
    return render(request, "submission/transfers/departure.html", context, status=422 if bad else 200)


def _stages(found: Departure) -> list[dict[str, str]]:
    names = [(State.PREPARED, _("Lập hồ sơ"))]
    if found.uuid:
        names += [(State.HEAD_SIGNED, _("Hiệu trưởng ký")), (State.SEALED, _("Đóng dấu"))]
    names.append((State.HANDED_OVER, _("Giao hồ sơ")))
    order = [State.PREPARED, State.HEAD_SIGNED, State.SEALED, State.HANDED_OVER]
    reached = order.index(State(found.state))
    stages = [{"label": label, "state": "done" if order.index(one) <= reached else "next"} for one, label in names]
    for stage in stages:
        if stage["state"] == "next":
            stage["state"] = "current"
            break
    return stages


def _require_whole(actor: Actor, found: Departure) -> None:
    """Refuse whoever only signs or seals one document of it: the whole may hold evidence of a disability.

    Raises:
        Forbidden: ROLE_MAY_NOT.
    """
    target = Target(school_id=found.school_id)
    if not allowed(actor, Action.PUPIL_TRANSFER_APPROVE, target):
        require(actor, Action.PUPIL_TRANSFER_OUT, target)


def _find(actor: Actor, departure_id: int) -> Departure:
    require_reader(actor)
    rows = Departure.objects.select_related("pupil", "plan", "prepared_by", "signed_by", "sealed_by", "handed_by")
    found = rows.filter(id=departure_id, school_id=actor.school_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def _trace(actor: Actor, action: str, found: Departure, **details: object) -> None:
    audit.viewed(
        actor=actor,
        action=action,
        subject=("departure", found.pk),
        at=clock.now(),
        school_id=actor.school_id,
        pupils=[found.pupil_id],
        details=details,
    )
