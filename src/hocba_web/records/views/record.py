"""One record: what it says, who signed, what happened to it; its files."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from hocba.documents.rendition import Stage, form_of
from hocba.documents.rendition import render as render_pdf
from hocba.lifecycle import State
from hocba.model import Moment
from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.assessment.parts import part_name
from hocba_web.assessment.selectors.grid.sheets import sheet_slug
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing
from hocba_web.base.text import whole
from hocba_web.records.selectors.access import reach
from hocba_web.records.selectors.drafts import draft_of
from hocba_web.records.selectors.files import content, files_of
from hocba_web.records.selectors.page import RecordPage, compared, record_page
from hocba_web.records.selectors.requests import Opened
from hocba_web.records.selectors.standing import Standing
from hocba_web.records.services.common import BEFORE_ISSUE, subject_or_none

_RECALLABLE = frozenset({State.ISSUED, State.PACKAGED, State.REJECTED, State.ACCEPTED, State.REPORTED, State.FINALISED})
"""States in which a wrong record is recalled, or amended, instead of unlocked."""
_TYPES = {"xml": "application/xml", "pdf": "application/pdf"}


@require_safe
def record(request: HttpRequest, record_id: int) -> HttpResponse:
    """One record, one of its revisions, and what changed between two."""
    actor, at = acting(request), clock.now()
    page = record_page(actor, record_id, on=clock.local(at).date(), revision=_number(request, "lan"))
    old, new = _number(request, "tu"), _number(request, "den")
    _viewed(actor, "records.record.viewed", page.standing, revision=page.shown)
    return render(
        request,
        "records/record.html",
        {
            "page": page,
            "one": page.standing,
            "changes": compared(page.reach, old, new) if old and new else None,
            "old": old,
            "new": new,
            "may": _rights(actor, page),
            "corrections": [
                _correction(actor, page.standing, part)
                for request_ in page.requests
                if request_.stage == "opened"
                for part in request_.parts
            ],
            "me": actor.user_id,
        },
    )


def _correction(actor: Actor, one: Standing, opened: Opened) -> dict[str, object]:
    """An opened part as the reader may work on it."""
    subject = subject_or_none(opened.part)
    target = Target(school_id=one.school_id, class_id=one.class_id, subject=subject)
    enters = allowed(actor, Action.RESULTS_ENTER_SUBJECT if subject else Action.RESULTS_ENTER_HOMEROOM, target)
    where = (one.class_id, Moment.YEAR_END.value, sheet_slug(opened.part))
    return {
        "part": opened.part,
        "name": part_name(opened.part),
        "url": reverse("assessment:grid", args=where) if enters else "",
        "done_by": opened.done_by,
        "done_at": opened.done_at,
        "may_report": opened.done_at is None and enters,
    }


def _number(request: HttpRequest, name: str) -> int | None:
    asked = request.GET.get(name, "")
    if not asked:
        return None
    number = whole(asked)
    if number is None:
        raise Missing("NOT_FOUND_HERE")
    return number


def _rights(actor: Actor, page: RecordPage) -> dict[str, bool]:
    """What this person could do about the record as it stands."""
    one = page.standing
    target = Target(school_id=one.school_id, class_id=one.class_id)
    before_issue = one.state in BEFORE_ISSUE
    waits = any(request.stage in {"waiting", "granted", "opened"} for request in page.requests)
    asks_own = any(
        allowed(actor, Action.RECORD_UNLOCK_REQUEST, replace(target, subject=own)) for own in page.reach.subjects
    )
    return {
        "print": page.reach.whole and allowed(actor, Action.RECORD_PRINT, target),
        "unlock": before_issue and not waits and (asks_own or allowed(actor, Action.RECORD_UNLOCK_REQUEST, target)),
        "cancel": before_issue and not waits and allowed(actor, Action.RECORD_CANCEL_REQUEST, target),
        "give_back": before_issue and allowed(actor, Action.RECORD_SIGN_MANAGER, target),
        "decide": allowed(actor, Action.RECORD_UNLOCK_DECIDE, target),
        "initialise": allowed(actor, Action.RECORD_INITIALISE, target),
        "recall": one.state in _RECALLABLE and allowed(actor, Action.RECALL_REQUEST, target),
        "execute": allowed(actor, Action.RECORD_UNLOCK_EXECUTE, target),
    }


@require_safe
def draft_pdf(request: HttpRequest, record_id: int) -> HttpResponse:
    """The current revision as it would be printed, marked "BẢN NHÁP" on every page."""
    actor, at = acting(request), clock.now()
    one = _whole(actor, record_id)
    require(actor, Action.RECORD_PRINT, Target(school_id=one.school_id, class_id=one.class_id))
    form = form_of(draft_of(record_id).record, [], stage=Stage.DRAFT)
    found = render_pdf(form, sealed_xml=None, created_at=at)
    _viewed(actor, "records.draft.downloaded", one, revision=one.revision)
    return _download(found, _TYPES["pdf"], f"ban-nhap-{one.uuid}.pdf")


@require_safe
def file(request: HttpRequest, record_id: int, kind: str) -> HttpResponse:
    """An issued file, byte for byte."""
    actor = acting(request)
    one = _whole(actor, record_id)
    require(actor, Action.RECORD_PRINT, Target(school_id=one.school_id, class_id=one.class_id))
    sha256 = files_of(record_id).get(kind)
    if sha256 is None:
        raise Missing("NOT_FOUND_HERE")
    found = content(sha256)
    _viewed(actor, "records.file.downloaded", one, kind=kind)
    void = "da-thu-hoi-" if one.is_void else ""
    return _download(found, _TYPES[kind], f"{void}hoc-ba-{one.uuid}.{kind}")


def _whole(actor: Actor, record_id: int) -> Standing:
    """A record that may be read whole.

    Raises:
        Missing: NOT_FOUND_HERE, also for a subject teacher, whose part alone is theirs to read.
    """
    found = reach(actor, record_id)
    if not found.whole:
        raise Missing("NOT_FOUND_HERE")
    return found.standing


def _viewed(actor: Actor, action: str, one: Standing, **details: object) -> None:
    audit.viewed(
        actor=actor,
        action=action,
        subject=("record", one.record_id),
        at=clock.now(),
        school_id=one.school_id,
        pupils=[one.pupil_id],
        details={"uuid": str(one.uuid), **details},
    )


def _download(found: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(found, content_type=media_type, headers=headers)
