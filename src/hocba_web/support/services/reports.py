"""Reporting faults and answering them (Decision 32/QĐ-THPĐ, art. 9(2), art. 10(d), chapter II art. 5(4))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import override

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.accounts.ports import ports
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.schools.services.attachments import Upload, keep
from hocba_web.support.models import FaultMessage, FaultReport
from hocba_web.support.selectors.reports import answers_reports, receivers

SOURCE = "Decision 32/QĐ-THPĐ, art. 9(2)"
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a report came from; nothing of what the page showed."""

    view: str = ""
    """Name of the page: "assessment:grid"."""
    browser: str = ""
    """Kind of browser and system."""


@transaction.atomic
def report_fault(
    *, actor: Actor, kind: str, text: str, screen: Screen, at: datetime, picture: Upload | None = None
) -> FaultReport:
    """Report a fault, ask a question, make a wish; Ban Quản trị is told.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Refused: REPORT_EMPTY, REPORT_KIND_UNKNOWN, and what a picture is refused for.
    """
    require(actor, Action.FAULT_REPORT, Target(school_id=actor.school_id))
    if kind not in FaultReport.Kind.values:
        raise Refused("REPORT_KIND_UNKNOWN", where="kind", source=SOURCE)
    report = FaultReport.objects.create(
        school_id=actor.school_id,
        kind=kind,
        text=written(text),
        screen=screen.view[:100],
        browser=screen.browser[:120],
        capacity=actor.role.value,
        reporter_id=actor.user_id,
        at=at,
        picture=keep(actor=actor, upload=picture, at=at),
    )
    with override("vi"):  # what is kept is Vietnamese, whatever language the sender reads
        words = report.get_kind_display()
    for user_id in _told(actor, at):
        ports.notify(user_id, "support.report.made", f"Có báo lỗi, đề nghị mới: {words}.")
    _trace(actor, "support.report.made", report, at)
    return report


@transaction.atomic
def answer(*, actor: Actor, report_id: int, text: str, at: datetime) -> FaultMessage:
    """Write in the conversation: whoever answers moves it on, the reporter asks on.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: REPORT_EMPTY.
    """
    report = report_here(actor, report_id, at)
    message = FaultMessage.objects.create(report=report, by_id=actor.user_id, text=written(text), at=at)
    by_reporter = report.reporter_id == actor.user_id
    report.state = FaultReport.State.SEEN if by_reporter else FaultReport.State.ANSWERED
    report.save(update_fields=["state"])
    if not by_reporter:
        ports.notify(report.reporter_id, "support.report.answered", "Ban Quản trị đã trả lời báo lỗi của thầy/cô.")
    else:
        for user_id in _told(actor, at):
            ports.notify(user_id, "support.report.answered", "Người báo lỗi đã viết tiếp, cần xem lại.")
    _trace(actor, "support.report.answered", report, at)
    return message


@transaction.atomic
def look_into(*, actor: Actor, report_id: int, at: datetime) -> FaultReport:
    """Somebody of Ban Quản trị says that a new report is being looked into; a later state stays.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
    """
    report = report_here(actor, report_id, at)
    if not answers_reports(actor, clock.local(at).date()):
        require(actor, Action.FAULT_ANSWER, Target(school_id=actor.school_id))
    if report.state == FaultReport.State.NEW:
        report.state = FaultReport.State.SEEN
        report.save(update_fields=["state"])
        _trace(actor, "support.report.seen", report, at)
    return report


@transaction.atomic
def finish(*, actor: Actor, report_id: int, at: datetime) -> FaultReport:
    """Mark a report as done: its reporter, or whoever answers.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    report = report_here(actor, report_id, at)
    report.state = FaultReport.State.DONE
    report.save(update_fields=["state"])
    _trace(actor, "support.report.done", report, at)
    return report


def report_here(actor: Actor, report_id: int, at: datetime) -> FaultReport:
    """A report the person may see: their own, or any of the school for those who answer.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    found = FaultReport.objects.select_for_update().filter(id=report_id, school_id=actor.school_id).first()
    if found is None or not (found.reporter_id == actor.user_id or answers_reports(actor, clock.local(at).date())):
        raise Missing("NOT_FOUND_HERE")
    return found


def written(text: str) -> str:
    """A text as it is kept.

    Raises:
        Refused: REPORT_EMPTY, REPORT_TOO_LONG.
    """
    kept = clean(text)
    if not kept:
        raise Refused("REPORT_EMPTY", where="text")
    if len(kept) > LONGEST:
        raise Refused("REPORT_TOO_LONG", where="text", limit=LONGEST)
    return kept


def _told(actor: Actor, at: datetime) -> frozenset[int]:
    """Whom the regulation tells, but the actor."""
    return receivers(actor.school_id, clock.local(at).date()) - {actor.user_id}


def _trace(actor: Actor, action: str, report: FaultReport, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=("fault_report", report.pk),
        at=at,
        school_id=actor.school_id,
        details={"kind": report.kind},
    )
