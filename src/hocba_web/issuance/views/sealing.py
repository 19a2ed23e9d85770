"""Sealing: which classes wait for the seal, one class record by record, start."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.assessment.views.year_choice import year_choice
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.base.text import whole
from hocba_web.issuance.kinds.seal import PDF, pieces_for
from hocba_web.issuance.selectors.sealing import WAITING, Sealable, classes_of_year, of_class, of_year
from hocba_web.schools.selectors.pupils.scope import find_class
from hocba_web.signatures.kinds import Piece, seen_of
from hocba_web.signatures.selectors.certificates import seal_in_use
from hocba_web.signatures.services import batches

_KIND = "seal"
_PARTS = 4
"""Of a token."""


def _require(request: HttpRequest) -> Actor:
    actor = acting(request)
    require(actor, Action.RECORD_SEAL, Target(school_id=actor.school_id))
    return actor


@require_safe
def entrance(request: HttpRequest) -> HttpResponse:
    """The short address of the list of classes."""
    _require(request)
    return redirect("issuance:sealing")


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Classes with what is ready, waiting and issued."""
    actor = _require(request)
    years = year_choice(request, actor)
    today = clock.today()
    rows = classes_of_year(actor.school_id, years.chosen.id, today) if years.chosen else ()
    ready = sum(one.ready for one in rows)
    context = {
        "years": years,
        "rows": [one for one in rows if one.total],
        "without": [one.name for one in rows if not one.total],
        "ready": ready,
        "waiting": sum(one.waiting for one in rows),
        "early": sum(one.early for one in rows),
        "issued": sum(one.issued for one in rows),
        "certificate": seal_in_use(actor.school_id),
        "seen": _seen(of_year(years.chosen.id, today)) if years.chosen and ready else "",
    }
    return render(request, "issuance/sealing/overview.html", context)


@require_safe
def school_class(request: HttpRequest, class_id: int) -> HttpResponse:
    """The records of one class; those that can be sealed are chosen."""
    actor = _require(request)
    row, today = find_class(actor, class_id), clock.today()
    records = of_class(class_id)
    due = [one for one in records if one.due(today)]
    tokens = {piece.target: token(piece) for piece in pieces_for(due)}
    audit.viewed(
        actor=actor,
        action="issuance.sealing.viewed",
        subject=("class", class_id),
        at=clock.now(),
        school_id=actor.school_id,
        pupils=[one.pupil_id for one in records],
    )
    context = {
        "class": row,
        "records": [{"row": one, "token": tokens.get(one.record_id, "")} for one in records],
        "due": len(due),
        "all_issued": not any(one.approved or one.state.value in WAITING for one in records),
        "half": sum(one.half for one in due),
        "early": [one for one in records if one.approved and not one.held_back and not one.due(today)],
        "certificate": seal_in_use(actor.school_id),
    }
    return render(request, "issuance/sealing/class.html", context)


@require_POST
def start_class(request: HttpRequest, class_id: int) -> HttpResponse:
    """Begin to seal the chosen records of a class."""
    actor = _require(request)
    find_class(actor, class_id)
    return _start(actor, [piece_of(text) for text in request.POST.getlist("record")])


@require_POST
def start_year(request: HttpRequest) -> HttpResponse:
    """Begin to seal everything that is ready in a year, if it is still what the page counted."""
    actor = _require(request)
    years = year_choice(request, actor)
    rows = of_year(years.chosen.id, clock.today()) if years.chosen else ()
    pieces = pieces_for(rows)
    if pieces and request.POST.get("seen") != seen_of(pieces):
        raise Refused("SHOWN_OUTDATED")
    return _start(actor, pieces)


def _start(actor: Actor, pieces: Sequence[Piece]) -> HttpResponse:
    certificate = seal_in_use(actor.school_id)
    if not pieces:
        raise Refused("SEAL_NOTHING_CHOSEN")
    if certificate is None:
        raise Refused("SEAL_NO_CERTIFICATE")
    number = batches.start(
        actor=actor,
        kind=_KIND,
        pieces=pieces,
        certificate_id=certificate.id,
        seen=seen_of(pieces),
        at=clock.now(),
        real_at=clock.real_now(),
    )
    return redirect("signatures:batch", number)


def _seen(rows: Sequence[Sealable]) -> str:
    return seen_of(pieces_for(rows))


def token(piece: Piece) -> str:
    """A piece as a form carries it."""
    return f"{piece.target}:{piece.revision}:{piece.slot}:{piece.shown_digest}"


def piece_of(text: str) -> Piece:
    """The inverse of `token`.

    Raises:
        Refused: SHOWN_OUTDATED, it is not one.
    """
    parts = text.split(":")
    if len(parts) == _PARTS:
        target, revision, slot, digest = parts
        number, of = whole(target), whole(revision)
        if number is not None and of is not None:
            return Piece(number, digest, slot=slot, revision=of, order=int(slot == PDF))
    raise Refused("SHOWN_OUTDATED")
