"""The register of decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, held_by
from hocba_web.base.refusals import Missing
from hocba_web.base.text import fold
from hocba_web.schools.models import Appointment, Attachment, Decision, Substitution
from hocba_web.schools.selectors.staff_appointments import AppointmentRow, appointment

KINDS = (
    ("board", _("Thành lập Ban Quản trị")),
    ("working_group", _("Thành lập Tổ công tác")),
    ("assignment", _("Phân công chuyên môn")),
    ("appointment", _("Phân công nhiệm vụ")),
    ("substitution", _("Phân công dạy thay")),
    ("lock", _("Khóa, mở học bạ số")),
    ("promotion", _("Xét lên lớp")),
    ("conduct", _("Khen thưởng, xử lý")),
    ("other", _("Quyết định khác")),
)
"""Kinds of decisions in the reader's language."""


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One line."""

    id: int
    number: str
    dated: date
    kind: str
    kind_label: str
    summary: str
    decided_by: str
    """Name of the principal; empty for one entered from paper."""
    has_scan: bool
    recorded_at: datetime


def _row(one: Decision) -> DecisionRow:
    return DecisionRow(
        one.id,
        one.number,
        one.dated,
        one.kind,
        str(dict(KINDS)[one.kind]),
        one.summary,
        one.decided_by.full_name if one.decided_by else "",
        one.attachment_id is not None,
        one.recorded_at,
    )


def _visible(actor: Actor) -> QuerySet[Decision]:
    """Decisions on conduct are the principal's alone (art. 13); those on promotion name pupils' results."""
    rows = Decision.objects.filter(school_id=actor.school_id).select_related("decided_by")
    if not held_by(actor.role, Action.CONDUCT_DECIDE):
        rows = rows.exclude(kind=Decision.Kind.CONDUCT)
    if not held_by(actor.role, Action.SUPPLEMENTARY_VIEW):
        rows = rows.exclude(kind=Decision.Kind.PROMOTION)
    return rows


def decisions(actor: Actor, *, kind: str = "", search: str = "") -> list[DecisionRow]:
    """What somebody may see of the register, the newest first.

    Args:
        actor: who looks.
        kind: only this kind; "" for all.
        search: part of number or summary; diacritics do not count.
    """
    rows = _visible(actor)
    if kind:
        rows = rows.filter(kind=kind)
    found = [_row(one) for one in rows]
    wanted = fold(search)
    return [one for one in found if not wanted or wanted in fold(f"{one.number} {one.summary}")]


def decision(actor: Actor, decision_id: int) -> DecisionRow:
    """One decision.

    Raises:
        Missing: NOT_FOUND_HERE, also for one that is not for this person.
    """
    row = _visible(actor).filter(id=decision_id).first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    return _row(row)


def scan_of(actor: Actor, decision_id: int) -> Attachment:
    """The file of a decision.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    row = _visible(actor).select_related("attachment").filter(id=decision_id).first()
    if row is None or row.attachment is None:
        raise Missing("NOT_FOUND_HERE")
    return row.attachment


def rests_on(school_id: int, decision_id: int) -> tuple[tuple[AppointmentRow, ...], int]:
    """What rests on a decision: appointments, and how many substitutions."""
    ids = Appointment.objects.filter(
        Q(decision_id=decision_id) | Q(end_decision_id=decision_id), school_id=school_id
    ).values_list("id", flat=True)
    covers = Substitution.objects.filter(decision_id=decision_id, absent__school_id=school_id).count()
    return tuple(appointment(school_id, one) for one in ids), covers
