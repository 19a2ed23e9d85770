"""What the homeroom teacher entered at the end of the year beyond results, for the records of many pupils."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from hocba.model import Absences, Awards, Comments, Health, Moment
from hocba_web.assessment.models import HomeroomEntry, YearEnd


@dataclass(frozen=True, slots=True)
class HomeroomPart:
    """One pupil's row."""

    comments: Comments
    absences: Absences | None
    """None unless both numbers were entered."""
    health: Health | None
    """None unless both measures were entered."""
    awards: Awards


_NOTHING = HomeroomPart(Comments("", "", "", ""), None, None, Awards())


def homeroom_parts(enrolment_ids: Collection[int]) -> dict[int, HomeroomPart]:
    """By place in a class; two queries, however many."""
    entered = {
        row.enrolment_id: row
        for row in HomeroomEntry.objects.filter(enrolment_id__in=enrolment_ids, moment=Moment.YEAR_END.value)
    }
    awards = {
        one: Awards(year_end, ad_hoc)
        for one, year_end, ad_hoc in YearEnd.objects.filter(enrolment_id__in=enrolment_ids).values_list(
            "enrolment_id", "award_year_end", "award_ad_hoc"
        )
    }
    return {one: _part(entered.get(one), awards.get(one, Awards())) for one in enrolment_ids}


def _part(row: HomeroomEntry | None, awards: Awards) -> HomeroomPart:
    if row is None:
        return HomeroomPart(_NOTHING.comments, None, None, awards)
    comments = Comments(row.comment_qualities, row.comment_general, row.comment_specific, row.comment_homeroom)
    absences = health = None
    if row.excused is not None and row.unexcused is not None:
        absences = Absences(row.excused, row.unexcused)
    if row.weight_kg is not None and row.height_cm is not None:
        health = Health(weight_kg=row.weight_kg, height_cm=row.height_cm)
    return HomeroomPart(comments, absences, health, awards)
