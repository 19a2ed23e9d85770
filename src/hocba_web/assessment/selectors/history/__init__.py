"""Who changed what: the acts of a class, read back cell by cell."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from hocba.model import Moment
from hocba_web.assessment.models import EditAct
from hocba_web.assessment.parts import SEVERAL
from hocba_web.assessment.selectors.grid.columns import Column, columns_of
from hocba_web.assessment.selectors.register import ClassFacts, roll

PER_PAGE = 30
MOST_CELLS = 60


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """One cell of an act."""

    pupil: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Act:
    """One act, as the history shows it."""

    at: datetime
    by: str
    kind: str
    """In words."""
    cells: tuple[ChangedCell, ...]
    """At most `MOST_CELLS`."""
    count: int


def kind_words(kind: str) -> str:
    """What kinds of act are called."""
    return {
        "type": _("Nhập"),
        "paste": _("Dán"),
        "fill": _("Điền xuống"),
        "clear": _("Xóa"),
        "bank": _("Chèn câu nhận xét"),
        "undo": _("Hoàn tác"),
        "redo": _("Làm lại"),
        "import": _("Nhập tệp"),
        "seed": _("Dữ liệu ban đầu"),
        "retest": _("Kiểm tra lại"),
        "proposal": _("Nhận đề xuất"),
    }.get(kind, kind)


def history(
    facts: ClassFacts, moment: Moment, columns: Collection[str], page: int, enrolment_id: int | None = None
) -> Page[Act]:
    """Acts that changed some columns of a class at a moment, the newest first.

    Args:
        facts: the class.
        moment: one of the four.
        columns: ids of the columns that the reader may see.
        page: from 1.
        enrolment_id: only this pupil's cells.
    """
    names = {pupil.enrolment_id: pupil.name for pupil in roll(facts.id)}
    by_id = {column.id: column for column in columns_of(facts, moment)}
    parts = {by_id[name].part for name in columns if name in by_id}
    rows = EditAct.objects.filter(
        school_class_id=facts.id, period=moment.value, part__in=[*parts, SEVERAL]
    ).select_related("by")
    acts = [
        _act(row, columns, enrolment_id, names, by_id)
        for row in rows.defer("answer")
        if _touches(row, columns, enrolment_id)
    ]
    return Paginator(acts, PER_PAGE).get_page(page)


def _touches(row: EditAct, columns: Collection[str], enrolment_id: int | None) -> bool:
    return any(col in columns and enrolment_id in {None, one} for one, col, _before, _after in row.changes)


def _act(
    row: EditAct,
    columns: Collection[str],
    enrolment_id: int | None,
    names: dict[int, str],
    by_id: dict[str, Column],
) -> Act:
    cells = [
        ChangedCell(
            names.get(one, "–"), _column_words(by_id[col]), _words(by_id[col], before), _words(by_id[col], after)
        )
        for one, col, before, after in row.changes
        if col in columns and col in by_id and enrolment_id in {None, one}
    ]
    return Act(row.at, row.by.full_name, kind_words(row.kind), tuple(cells[:MOST_CELLS]), len(cells))


def _column_words(column: Column) -> str:
    return f"{column.group}, {column.title}" if column.group else column.title


def _words(column: Column, value: str) -> str:
    return dict(column.choices).get(value, value)
