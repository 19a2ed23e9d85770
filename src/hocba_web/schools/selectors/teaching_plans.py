"""Assignment plans and the table "class by subject", as pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from hocba.model import Subject
from hocba_web.base.refusals import Missing
from hocba_web.schools.models import AssignmentPlan, SchoolClass, Staff, Substitution
from hocba_web.schools.selectors.dated import in_force
from hocba_web.schools.selectors.teaching import covers_cell
from hocba_web.schools.selectors.teaching_cells import (
    Holder,
    Key,
    after_plan,
    gaps,
    in_force_cells,
    needed,
    planned_cells,
)

_OPEN = ("draft", "submitted", "returned")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan."""

    id: int
    year_id: int
    year: str
    since: date
    state: str
    """"draft", "submitted", "returned", "approved" or "dropped"."""
    state_label: str
    note: str
    version: int
    proposed_by_id: int
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    return_reason: str
    decision: str
    decision_id: int | None

    @property
    def is_open(self) -> bool:
        """Whether it is still being worked on or decided."""
        return self.state in _OPEN


def _plan(row: AssignmentPlan) -> PlanRow:
    return PlanRow(
        row.id,
        row.year_id,
        str(row.year),
        row.since,
        row.state,
        str(row.get_state_display()),
        row.note,
        row.version,
        row.proposed_by_id,
        row.proposed_by.full_name,
        row.proposed_at,
        row.decided_by.full_name if row.decided_by else "",
        row.decided_at,
        row.return_reason,
        str(row.decision) if row.decision else "",
        row.decision_id,
    )


def _found(**which: object) -> list[AssignmentPlan]:
    rows = AssignmentPlan.objects.filter(**which)
    return list(rows.select_related("year", "proposed_by", "decided_by", "decision"))


def plan(school_id: int, plan_id: int) -> PlanRow:
    """One plan.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    rows = _found(year__school_id=school_id, id=plan_id)
    if not rows:
        raise Missing("NOT_FOUND_HERE")
    return _plan(rows[0])


def plans(year_id: int) -> tuple[PlanRow, ...]:
    """All plans of a year but dropped ones, the newest first."""
    return tuple(_plan(row) for row in _found(year_id=year_id) if row.state != AssignmentPlan.State.DROPPED)


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell."""

    subject: Subject | None
    kind: str
    """"held", "changed", "gap" or "none" (not studied)."""
    name: str
    """Full name of who has it."""
    short: str
    """For narrow columns: "V.Yến"."""
    substitute: str
    """Who stands in on the day."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One class."""

    class_id: int
    class_name: str
    grade: int
    cells: tuple[TableCell, ...]
    """In the order of `Table.columns`."""
    gaps: int


@dataclass(frozen=True, slots=True)
class Table:
    """Who teaches what: classes by homeroom and subjects."""

    columns: tuple[Subject | None, ...]
    """None is the homeroom; only subjects that some class studies."""
    rows: tuple[TableRow, ...]
    gaps: int


_COMMON = frozenset({"Thị", "Văn"})
"""Middle names so common that their initial tells nobody apart."""


def _short_names(school_id: int) -> Mapping[int, str]:
    """Names for narrow columns: "V.Yến" for Vũ Thị Yến, every initial where two share it."""
    names = dict(Staff.objects.filter(school_id=school_id).values_list("id", "name"))
    brief = {key: _initialled(name, leave_out=_COMMON) for key, name in names.items()}
    shared = Counter(brief.values())
    return {
        key: brief[key] if shared[brief[key]] == 1 else _initialled(name, leave_out=frozenset())
        for key, name in names.items()
    }


def _initialled(name: str, *, leave_out: frozenset[str]) -> str:
    *first, last = name.split()
    kept = [part for place, part in enumerate(first) if place == 0 or part not in leave_out]
    return "".join(f"{part[0]}." for part in kept) + last


def table(school_id: int, year_id: int, on: date, plan_id: int | None = None) -> Table:
    """The assignment on a day, or, with a plan, as it will be from the plan's day on.

    Args:
        school_id: the school, whose year it is.
        year_id: the year.
        on: the day.
        plan_id: a plan of that year, laid over what is in force on `on`.
    """
    classes = list(SchoolClass.objects.filter(year_id=year_id).select_related("year").order_by("grade", "name"))
    current = in_force_cells(year_id, on)
    planned = planned_cells(AssignmentPlan.objects.get(id=plan_id)) if plan_id is not None else {}
    holders = after_plan(current, planned)
    short = _short_names(school_id)
    covers = list(Substitution.objects.filter(in_force(on), absent__school_id=school_id).select_related("substitute"))
    wanted = {key for one in classes for key in needed(one)} | set(holders)
    subjects = {subject for _class_id, subject in wanted}
    columns: tuple[Subject | None, ...] = (None, *(subject for subject in Subject if subject in subjects))
    empty = set(gaps(classes, holders))

    def cell(key: Key) -> TableCell:
        holder = holders.get(key)
        if holder is None:
            return TableCell(key[1], "gap" if key in empty else "none", "", "", "")
        cover = next(
            (
                one.substitute.name
                for one in covers
                if one.absent_id == holder.staff_id and covers_cell(one, key[0], key[1])
            ),
            "",
        )
        kind = "changed" if key in planned else "held"
        return TableCell(key[1], kind, holder.name, short[holder.staff_id], cover)

    rows = tuple(
        TableRow(
            one.id,
            one.name,
            one.grade,
            tuple(cell((one.id, subject)) for subject in columns),
            sum(1 for class_id, _subject in empty if class_id == one.id),
        )
        for one in classes
    )
    return Table(columns, rows, len(empty))


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """One line of a plan in words."""

    class_id: int
    class_name: str
    subject: Subject | None
    before: str
    """Who has it until then; empty: nobody."""
    after: str


def changes(plan_id: int) -> tuple[PlannedChange, ...]:
    """What a plan changes, by class: the difference that the principal decides about."""
    row = AssignmentPlan.objects.get(id=plan_id)
    current: Mapping[Key, Holder] = in_force_cells(row.year_id, row.since)
    classes = {one.id: one for one in SchoolClass.objects.filter(year_id=row.year_id).order_by("grade", "name")}
    order: dict[Subject | None, int] = {None: -1} | {subject: place for place, subject in enumerate(Subject)}
    found = [
        PlannedChange(
            key[0],
            classes[key[0]].name,
            key[1],
            current[key].name if key in current else "",
            holder.name if holder else "",
        )
        for key, holder in planned_cells(row).items()
    ]
    return tuple(sorted(found, key=lambda one: (classes[one.class_id].grade, one.class_name, order[one.subject])))


def holders_of_class(plan_id: int, class_id: int) -> dict[Subject | None, int]:
    """Who (staff id) will have which cell of a class once the plan holds."""
    row = AssignmentPlan.objects.get(id=plan_id)
    holders = after_plan(in_force_cells(row.year_id, row.since), planned_cells(row))
    return {subject: holder.staff_id for (found, subject), holder in holders.items() if found == class_id}


def subjects_of_class(class_id: int) -> tuple[Subject, ...]:
    """What a class studies, in form order."""
    row = SchoolClass.objects.select_related("year").get(id=class_id)
    return tuple(subject for _class_id, subject in needed(row) if subject is not None)
