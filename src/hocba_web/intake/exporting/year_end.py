"""The year's summary, health and supplementary assessment as workbooks."""

from __future__ import annotations

from collections.abc import Mapping

from hocba.issuing.assemble import AWARD_SEPARATOR
from hocba.model import Competency, Grade, OverallResult, Quality, Subject
from hocba.regulation import competency_info, level_name, outcome, quality_info, rules_for, subject_info
from hocba_web.assessment.selectors.export_rows import reassessed, waiting
from hocba_web.intake.exporting import captions
from hocba_web.intake.exporting.results import Entered, number, person
from hocba_web.intake.exporting.sheets import Cell, SheetOut

_MARK = "x"


def _marked(value: object) -> Cell:
    return _MARK if value else None


def summary_sheets(entered: Entered, grade: Grade) -> list[SheetOut]:
    """What the homeroom teachers of a grade add at the end of the year."""
    again = waiting([one.enrolment_id for one in entered.places])
    lines: list[list[Cell]] = []
    for place in entered.listed:
        cells = entered.of(place)
        awards = [cells.get("award_year_end", ""), cells.get("award_ad_hoc", "")]
        completed, promoted, primary = entered.flags(place, grade)
        overall = cells.get("overall", "")
        lines.append(
            [
                len(lines) + 1,
                *person(place),
                number(cells.get("excused", "")),
                number(cells.get("unexcused", "")),
                cells.get("comment_qualities"),
                cells.get("comment_general"),
                cells.get("comment_specific"),
                cells.get("comment_homeroom"),
                level_name(OverallResult(overall)) if overall else None,
                _marked(awards[0]),
                _marked(awards[1]),
                AWARD_SEPARATOR.join(filter(None, awards)),
                _marked(completed),
                _marked(primary),
                _marked(promoted),
                _marked(place.enrolment_id in again),
            ]
        )
    return [SheetOut("Sheet1", [captions.SUMMARY], lines)]


def health_sheets(entered: Entered) -> list[SheetOut]:
    """Weight and height of the pupils who were measured."""
    lines: list[list[Cell]] = []
    for place in entered.places:
        cells = entered.of(place)
        weight, height = cells.get("weight_kg", ""), cells.get("height_cm", "")
        if weight and height:
            lines.append([len(lines) + 1, *person(place), place.sex, float(weight), float(height)])
    return [SheetOut("Trang_tính1", [captions.HEALTH], lines)]


def supplementary_sheets(entered: Entered, grades: Mapping[int, Grade]) -> list[SheetOut]:
    """What was assessed again, a row a subject, competency or quality; with what came of it."""
    places = {one.enrolment_id: one for one in entered.places}
    lines: list[list[Cell]] = []
    for one in reassessed(list(places)):
        place = places[one.enrolment_id]
        rules = rules_for(grades[place.class_id], entered.school_year)
        overall = OverallResult(one.overall) if one.overall else None
        found = outcome(rules, overall, promoted_by_decision=one.promoted_by_decision) if overall else None
        lines.append(
            [
                len(lines) + 1,
                *person(place),
                _target(one.kind, one.target),
                one.before_level,
                one.before_score,
                f"{one.on:%d/%m/%Y}",
                one.level,
                one.score,
                one.overall,
                _marked(found and found.grade_completed),
                _marked(found and found.promoted),
            ]
        )
    return [SheetOut("Sheet1", [captions.SUPPLEMENTARY], lines)]


def _target(kind: str, name: str) -> str:
    if kind == "subject":
        return subject_info(Subject(name)).csdl_caption
    if kind == "competency":
        return f"Năng lực: {competency_info(Competency(name)).caption}"
    return f"Phẩm chất: {quality_info(Quality(name)).caption}"
