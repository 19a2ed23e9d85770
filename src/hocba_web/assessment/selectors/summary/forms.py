"""A class summary form from what was entered, and its table for the screen: the columns are the core's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from hocba.model import Moment, MomentResults, OverallResult, Sex
from hocba.regulation import level_name
from hocba.workbooks.summary_forms import SummaryForm, SummaryRow
from hocba.workbooks.summary_forms.columns import Cell, Column, HeaderCell, columns_of, header_cells
from hocba_web.accounts.roles import Role
from hocba_web.assessment.models import YearEnd
from hocba_web.assessment.selectors.grid.book import load_book
from hocba_web.assessment.selectors.register import ClassFacts
from hocba_web.assessment.selectors.year_end.final import FinalYear, final_years
from hocba_web.assessment.selectors.year_results import year_results
from hocba_web.schools.selectors.rolls import places
from hocba_web.schools.selectors.setup import profile
from hocba_web.schools.selectors.teaching import holder_of, teachers_of_class

_UPRIGHT_BELOW = 6.0  # characters; as the workbook does


class _Listed(NamedTuple):
    """A place in a class with what the form says of the child."""

    id: int
    name: str
    born: date
    sex: str
    not_assessed: bool
    disability: str
    policy_group: str


_COLUMNS = (
    "id",
    "pupil__name",
    "pupil__born",
    "pupil__sex",
    "pupil__not_assessed",
    "pupil__disability",
    "pupil__policy_group",
)


def class_form(facts: ClassFacts, moment: Moment, on: date, *, with_supplementary: bool = True) -> SummaryForm:
    """The summary of a class at a moment; a fixed number of queries.

    The year-end form shows the state before supplementary assessment; what came of that is said under "Ghi chú".
    A pupil stands on it who has results of that moment, or of whom they are expected.

    Source: Circular 27/2020/TT-BGDĐT, art. 9, 10 and appendix 2.

    Args:
        facts: the class; the caller has asked who may see it.
        moment: which of the four.
        on: local day on which the form is made; before the end of the year the homeroom teacher of the first term
            stands on forms of the first term.
        with_supplementary: whether supplementary assessment is noted.
    """
    listed = [_Listed(*row) for row in places(school_class_id=facts.id).order_by("number", "id").values_list(*_COLUMNS)]
    book = load_book(facts, moment, on, stores=())
    results = year_results([one.id for one in listed])
    finals = final_years([one.id for one in listed], results=results) if moment is Moment.YEAR_END else {}
    awards = {
        one: (bool(year_end), bool(ad_hoc))
        for one, year_end, ad_hoc in YearEnd.objects.filter(enrolment_id__in=[one.id for one in listed]).values_list(
            "enrolment_id", "award_year_end", "award_ad_hoc"
        )
    }
    rows = []
    for one in listed:
        if moment not in results[one.id].moments and not book.owes(book.by_enrolment[one.id]):
            continue
        final = finals.get(one.id)
        year_end, ad_hoc = awards.get(one.id, (False, False)) if moment is Moment.YEAR_END else (False, False)
        rows.append(
            SummaryRow(
                name=one.name,
                born=one.born,
                sex=Sex(one.sex),
                results=MomentResults() if one.not_assessed else results[one.id].at(moment),
                overall=final.before.decided if final else None,
                award_year_end=year_end,
                award_ad_hoc=ad_hoc,
                held_back=final is not None and _held_back(final),
                note=_note(one, final if with_supplementary else None),
            )
        )
    day = min(on, facts.term_2_on - timedelta(days=1)) if moment in {Moment.MID1, Moment.END1} else on
    head = holder_of(facts.school_id, Role.PRINCIPAL, on)
    homeroom = [one.staff_name for one in teachers_of_class(facts.id, day) if one.subject is None]
    return SummaryForm(
        school_name=profile(facts.school_id).name,
        class_name=facts.name,
        grade=facts.grade,
        school_year=facts.school_year,
        moment=moment,
        rows=tuple(rows),
        homeroom_teacher=homeroom[0] if homeroom else "",
        head=head[1] if head else "",
    )


def _held_back(final: FinalYear) -> bool:
    """Not promoted as the year ended: "Chưa hoàn thành", or so confirmed of a pupil who is not assessed."""
    if final.before.not_assessed:
        return final.confirmed[1] is False
    return final.waits


def _note(one: _Listed, final: FinalYear | None) -> str:
    disability = f"{one.disability or 'Khuyết tật'} (không đánh giá)" if one.not_assessed else one.disability
    return "; ".join(part for part in (disability, one.policy_group, _after(final)) if part)


def _after(final: FinalYear | None) -> str:
    if final is None or not final.waits:
        return ""
    if final.overall_after is None:
        return "Chờ đánh giá bổ sung"
    result = f"Sau đánh giá bổ sung: {level_name(final.overall_after)}"
    if final.overall_after is OverallResult.NOT_COMPLETED and final.promotion is not None:
        result += ", được lên lớp" if final.promotion.promoted else ", chưa được lên lớp"
    return result


@dataclass(frozen=True, slots=True)
class Caption:
    """One caption of the table's head."""

    text: str
    rows: int
    """How many rows of the head it covers."""
    columns: int
    upright: bool
    """Written upright, as on the form."""

    @property
    def scope(self) -> str:
        """What it heads."""
        return "col" if self.columns == 1 else "colgroup"


@dataclass(frozen=True, slots=True)
class ScreenCell:
    """One value."""

    value: Cell
    left: bool
    """Running text."""
    is_name: bool


@dataclass(frozen=True, slots=True)
class ScreenTable:
    """The form as rows of a table."""

    header: tuple[tuple[Caption, ...], ...]
    """"STT" included."""
    rows: tuple[tuple[ScreenCell, ...], ...]
    """Values after the running number; the first is the name."""


def screen_table(form: SummaryForm) -> ScreenTable:
    """The same columns and values as the workbook."""
    columns = columns_of(form)
    cells, depth = header_cells([("STT",), *(column.captions for column in columns)])
    return ScreenTable(
        header=tuple(
            tuple(
                _caption(cell, columns)
                for cell in sorted(cells, key=lambda cell: cell.first_column)
                if cell.first_row == level
            )
            for level in range(depth)
        ),
        rows=tuple(
            tuple(
                ScreenCell(column.value(row), column.left, is_name=place == 0) for place, column in enumerate(columns)
            )
            for row in form.rows
        ),
    )


def _caption(cell: HeaderCell, columns: Sequence[Column]) -> Caption:
    wide = cell.last_column - cell.first_column + 1
    upright = wide == 1 and cell.first_column > 0 and columns[cell.first_column - 1].width < _UPRIGHT_BELOW
    return Caption(cell.text, cell.last_row - cell.first_row + 1, wide, upright)
