"""Supplementary assessment from a workbook, and back as it was before it; inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hocba.model import Moment
from hocba_web.assessment.models import SubjectResult, SupplementaryCase, SupplementaryEntry, TraitResult
from hocba_web.assessment.parts import part_name
from hocba_web.assessment.selectors.supplementary_rows import (
    PREFIX,
    part_of_cell,
    settled_by_head,
    supplementary_cells,
)
from hocba_web.assessment.selectors.windows.access import frozen, locks_of
from hocba_web.base.clock import local
from hocba_web.base.refusals import Refused
from hocba_web.schools.selectors.rolls import places

_KINDS = {prefix: kind for kind, prefix in PREFIX.items() if prefix}


@dataclass(frozen=True, slots=True)
class SupplementaryChange:
    """Cells of one pupil, as `supplementary_cells` names them; "" takes a value away."""

    enrolment_id: int
    before: Mapping[str, str]
    """What the caller saw there."""
    after: Mapping[str, str]


def write_supplementary(changes: Sequence[SupplementaryChange], *, by: int, at: datetime) -> tuple[int, ...]:
    """Write what was assessed again; an earlier entry of the same thing is kept as replaced.

    A decision of the homeroom teacher that rested on the entries before falls, unless the file brings it too. The
    caller has asked permission, windows and whether the pupils wait for it.

    Source: Circular 27/2020/TT-BGDĐT, art. 11(1)(b): both states are kept, the last counts.

    Args:
        changes: one a pupil.
        by: account.
        at: aware, UTC.

    Returns:
        Enrolments (ids) that held something else than `before` and were left alone.

    Raises:
        Refused: PROMOTION_STANDS, the principal has decided on one of them; PART_SIGNED, a record is initialised.
    """
    ids = [one.enrolment_id for one in changes]
    list(SupplementaryCase.objects.select_for_update().filter(enrolment_id__in=ids).order_by("id").values("id"))
    if settled_by_head(ids):
        raise Refused("PROMOTION_STANDS", source="Circular 27/2020/TT-BGDĐT, art. 11(1)(c)")
    standing = supplementary_cells(ids)
    locks = locks_of(places(id__in=ids).values_list("school_class_id", flat=True))
    passed_over = []
    for change in changes:
        cells = standing.get(change.enrolment_id, {})
        if any(cells.get(name, "") != value for name, value in change.before.items()):
            passed_over.append(change.enrolment_id)
            continue
        for name in sorted(change.after):
            part = part_of_cell(name)
            lock = locks.get(change.enrolment_id)
            if lock is not None and part not in lock.opened:
                raise frozen(part, part_name(part))
        _write_one(change, {**cells, **change.after}, by=by, at=at)
    return tuple(passed_over)


def _write_one(change: SupplementaryChange, cells: Mapping[str, str], *, by: int, at: datetime) -> None:
    case, _ = SupplementaryCase.objects.get_or_create(
        enrolment_id=change.enrolment_id, defaults={"opened_by_id": by, "opened_at": at}
    )
    case.overall = change.after.get("after", "")
    case.decided_by_id, case.decided_at = (by, at) if case.overall else (None, None)
    case.proposed, case.reported_by_id, case.reported_at = "", None, None
    case.save()
    for target in sorted({name.rpartition(".")[0] for name in change.after if "." in name}):
        _replace(case, target, cells, by=by, at=at)


def _replace(case: SupplementaryCase, target: str, cells: Mapping[str, str], *, by: int, at: datetime) -> None:
    prefix, dot, rest = target.partition(".")
    kind, name = (_KINDS[f"{prefix}."], rest) if dot else ("subject", target)
    case.entries.filter(kind=kind, target=name, replaced_at__isnull=True).update(replaced_at=at)
    level = cells.get(f"{target}.level", "")
    if not level:
        return
    score, day = cells.get(f"{target}.score", ""), cells.get(f"{target}.on", "")
    before_level, before_score = _year_end(case.enrolment_id, kind, name)
    SupplementaryEntry.objects.create(
        case=case,
        kind=kind,
        target=name,
        before_level=before_level,
        before_score=before_score,
        level=level,
        score=int(score) if score else None,
        assessed_on=date.fromisoformat(day) if day else local(at).date(),
        by_id=by,
        at=at,
    )


def _year_end(enrolment_id: int, kind: str, name: str) -> tuple[str, int | None]:
    """Level and score at the end of the year, which the new ones replace."""
    here = {"enrolment_id": enrolment_id, "moment": Moment.YEAR_END.value}
    if kind == "subject":
        result = SubjectResult.objects.filter(subject=name, **here).first()
        return (result.level, result.score) if result is not None else ("", None)
    trait = TraitResult.objects.filter(kind=kind, trait=name, **here).first()
    return (trait.level if trait is not None else "", None)
