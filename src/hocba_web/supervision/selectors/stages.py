"""Classes by stage, in words and figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from hocba_web.assessment.selectors.progress import ClassState, Stage

STAGE_LABELS = {
    Stage.EMPTY: _("Chưa nhập"),
    Stage.ENTERING: _("Đang nhập"),
    Stage.ENTERED: _("Đã nhập đủ"),
    Stage.CHECKED: _("Đã kiểm tra"),
    Stage.READY: _("Sẵn sàng"),
}
STAGE_KINDS = {
    Stage.EMPTY: "waiting",
    Stage.ENTERING: "doing",
    Stage.ENTERED: "doing",
    Stage.CHECKED: "asked",
    Stage.READY: "done",
}


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many classes stand at a stage."""

    label: str
    kind: str
    count: int


def stage_counts(states: Sequence[ClassState]) -> tuple[StageCount, ...]:
    """One line a stage, in the order of work."""
    counts = Counter(state.stage for state in states)
    return tuple(StageCount(str(STAGE_LABELS[stage]), STAGE_KINDS[stage], counts[stage]) for stage in Stage)


def by_grade(states: Iterable[ClassState]) -> list[tuple[str, dict[str, int]]]:
    """Classes by grade and state, as the stacked chart takes them."""
    grades: dict[int, Counter[str]] = {}
    for state in states:
        grades.setdefault(state.facts.grade, Counter())[STAGE_KINDS[state.stage].replace("asked", "done")] += 1
    return [(str(_("Khối %d")) % grade, dict(counts)) for grade, counts in sorted(grades.items())]
