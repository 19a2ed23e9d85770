"""Supplementary assessment as flat cells, for workbooks: "MATHS.level", "c.SCIENCE.level", "MATHS.on", "after"."""

from __future__ import annotations

from collections.abc import Collection

from hocba.model import Subject
from hocba_web.assessment.models import PromotionDecision, SupplementaryCase, SupplementaryEntry, YearEnd
from hocba_web.assessment.parts import HOMEROOM

PREFIX = {"subject": "", "competency": "c.", "quality": "q."}


def part_of_cell(name: str) -> str:
    """Whose a cell is: a subject's value, or "homeroom"."""
    head = name.partition(".")[0]
    return head if head in Subject.__members__ else HOMEROOM


def supplementary_cells(enrolment_ids: Collection[int]) -> dict[int, dict[str, str]]:
    """What stands of the cases of these pupils, by enrolment; nothing for a pupil without a case."""
    found: dict[int, dict[str, str]] = {
        row.enrolment_id: {"after": row.overall} if row.overall else {}
        for row in SupplementaryCase.objects.filter(enrolment_id__in=enrolment_ids)
    }
    promoted = PromotionDecision.objects.filter(
        enrolment_id__in=enrolment_ids, withdrawn_at__isnull=True, promoted=True
    )
    for enrolment_id in promoted.values_list("enrolment_id", flat=True):
        found.setdefault(enrolment_id, {})["promoted"] = "x"
    entries = SupplementaryEntry.objects.filter(case__enrolment_id__in=enrolment_ids, replaced_at__isnull=True)
    for one in entries.select_related("case"):
        target = f"{PREFIX[one.kind]}{one.target}"
        cells = found[one.case.enrolment_id]
        cells[f"{target}.level"] = one.level
        cells[f"{target}.on"] = one.assessed_on.isoformat()
        if one.score is not None:
            cells[f"{target}.score"] = str(one.score)
    return found


def waiting_or_assessed(enrolment_ids: Collection[int]) -> frozenset[int]:
    """Pupils (enrolment ids) whose year ended with "Chưa hoàn thành", or who have a case; no others are assessed again.

    Source: Circular 27/2020/TT-BGDĐT, art. 11(1)(b).
    """
    ends = YearEnd.objects.filter(enrolment_id__in=enrolment_ids, overall="CHT").values_list("enrolment_id", flat=True)
    cases = SupplementaryCase.objects.filter(enrolment_id__in=enrolment_ids).values_list("enrolment_id", flat=True)
    return frozenset([*ends, *cases])


def settled_by_head(enrolment_ids: Collection[int]) -> frozenset[int]:
    """Pupils (enrolment ids) on whose promotion the principal has decided: nothing of theirs is assessed again.

    Source: Circular 27/2020/TT-BGDĐT, art. 11(1)(c).
    """
    standing = PromotionDecision.objects.filter(enrolment_id__in=enrolment_ids, withdrawn_at__isnull=True)
    return frozenset(standing.values_list("enrolment_id", flat=True))
