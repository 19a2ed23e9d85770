"""How many pupils have which overall result, before and after supplementary assessment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from hocba.model import OverallResult
from hocba.workbooks.school import SchoolData


@dataclass(frozen=True, slots=True)
class OverallCounts:
    """Pupils by class and overall result; pupils who are not assessed are not counted."""

    classes: Mapping[str, Mapping[OverallResult, int]]
    """By class name, in the order of the school; every result is there, also with 0."""

    @property
    def total(self) -> Mapping[OverallResult, int]:
        """Sums over the classes."""
        return {overall: sum(one[overall] for one in self.classes.values()) for overall in OverallResult}

    def as_json(self) -> dict[str, object]:
        """The object of `report.json`: total {HTXS, HTT, HT, CHT}, classes {1A1 {HTXS ...} ...}."""
        return {
            "total": {overall.value: count for overall, count in self.total.items()},
            "classes": {
                name: {overall.value: count for overall, count in counts.items()}
                for name, counts in self.classes.items()
            },
        }


def overall_counts(data: SchoolData, *, final: bool, classes: Collection[str] | None = None) -> OverallCounts:
    """Count what the workbooks say, whether or not a record could be made of it.

    Source: Circular 27/2020/TT-BGDĐT, art. 9(2)(a) and 11(1)(b).

    Args:
        data: the school.
        final: after supplementary assessment; False counts the state at the year end.
        classes: only these classes; None for all.
    """
    counted: dict[str, Counter[OverallResult]] = {
        name: Counter() for name in data.classes if classes is None or name in classes
    }
    for code, pupil in data.pupils.items():
        overall = data.results[code].decided
        if pupil.class_name not in counted or pupil.not_assessed or code not in data.year_end or overall is None:
            continue
        after = data.supplementary.get(code)
        counted[pupil.class_name][after.overall if final and after else overall] += 1
    return OverallCounts({name: {one: counts[one] for one in OverallResult} for name, counts in counted.items()})
