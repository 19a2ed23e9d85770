"""How far a group of pupils is on its way to the register (Decision 32/QĐ-THPĐ, chapter I art. 5(3)(b))."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hocba.lifecycle import State
from hocba.model import ClosingGroup, SchoolYear
from hocba.regulation import Deadline, closing
from hocba_web.assessment.selectors.register import classes_of_year, rolls
from hocba_web.assessment.selectors.year_end.classes import on_roll
from hocba_web.assessment.selectors.year_end.final import Stage as YearStage
from hocba_web.assessment.selectors.year_end.final import final_years
from hocba_web.base.clock import local
from hocba_web.records.selectors.standing import Standing, of_year
from hocba_web.schools.selectors.rows import YearOfSchool


class Stage(Enum):
    """Where a pupil's record is, for the figures of a group."""

    NO_RESULT = "no_result"
    """The year end is not decided yet."""
    NONE = "none"
    """No record yet."""
    SIGNING = "signing"
    TO_SEAL = "to_seal"
    ISSUED = "issued"
    PACKAGED = "packaged"
    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    RECALLING = "recalling"
    FINAL = "final"

    @property
    def label(self) -> str:
        """The word for screens."""
        return str(_LABELS[self])

    @property
    def owner(self) -> str:
        """Who acts next; empty where nobody must."""
        return str(_OWNERS.get(self, ""))

    @property
    def kind(self) -> str:
        """Kind of the status mark."""
        return _KINDS.get(self, "doing")


_LABELS: Mapping[Stage, Promise] = {
    Stage.NO_RESULT: _("Chưa có kết luận cuối năm"),
    Stage.NONE: _("Chưa khởi tạo học bạ"),
    Stage.SIGNING: _("Đang ký"),
    Stage.TO_SEAL: _("Chờ đóng dấu số"),
    Stage.ISSUED: _("Đã phát hành, chưa đóng gói"),
    Stage.PACKAGED: _("Đã đóng gói, chưa gửi"),
    Stage.SENT: _("Đã gửi, chờ kết quả"),
    Stage.ACCEPTED: _("Đã tiếp nhận"),
    Stage.REFUSED: _("Bị từ chối"),
    Stage.RECALLING: _("Chờ thu hồi"),
    Stage.FINAL: _("Đã chốt"),
}
_OWNERS: Mapping[Stage, Promise] = {
    Stage.NO_RESULT: _("Giáo viên chủ nhiệm, hiệu trưởng"),
    Stage.NONE: _("Học vụ"),
    Stage.SIGNING: _("Người ký (xem “Ai chưa ký”)"),
    Stage.TO_SEAL: _("Văn thư"),
    Stage.ISSUED: _("Văn thư"),
    Stage.PACKAGED: _("Văn thư, hiệu trưởng"),
    Stage.SENT: _("Sở"),
    Stage.REFUSED: _("Văn thư"),
    Stage.RECALLING: _("Sở"),
}
_KINDS: Mapping[Stage, str] = {
    Stage.NO_RESULT: "waiting",
    Stage.NONE: "waiting",
    Stage.ACCEPTED: "done",
    Stage.FINAL: "locked",
    Stage.REFUSED: "error",
}
_STAGE_OF: Mapping[State, Stage] = {
    State.OPEN_ENTRY: Stage.SIGNING,
    State.DRAFT: Stage.SIGNING,
    State.SUBJECTS_SIGNED: Stage.SIGNING,
    State.HOMEROOM_SIGNED: Stage.SIGNING,
    State.PRINCIPAL_SIGNED: Stage.TO_SEAL,
    State.ISSUED: Stage.ISSUED,
    State.PACKAGED: Stage.PACKAGED,
    State.SUBMITTED: Stage.SENT,
    State.ACCEPTED: Stage.ACCEPTED,
    State.REPORTED: Stage.ACCEPTED,
    State.REJECTED: Stage.REFUSED,
    State.RECALL_REQUESTED: Stage.RECALLING,
    State.FINALISED: Stage.FINAL,
}
REACHED = frozenset({Stage.ACCEPTED, Stage.FINAL})
"""The register has it."""


@dataclass(frozen=True, slots=True)
class Member:
    """One pupil of a group."""

    enrolment_id: int
    pupil_id: int
    name: str
    class_id: int
    class_name: str
    stage: Stage
    record_id: int | None


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """One class of a group."""

    class_id: int
    class_name: str
    pupils: int
    stages: Mapping[Stage, int]

    @property
    def accepted(self) -> int:
        """How many the register has."""
        return sum(self.stages.get(stage, 0) for stage in REACHED)

    @property
    def open(self) -> list[tuple[Stage, int]]:
        """What is left, by stage in order."""
        return [(stage, self.stages[stage]) for stage in Stage if stage not in REACHED and self.stages.get(stage)]


SLUGS = {group: group.value.replace("/", "-") for group in ClosingGroup}
"""Groups as they stand in addresses."""


@dataclass(frozen=True)
class GroupOverview:
    """One submission of a year."""

    group: ClosingGroup
    deadline: Deadline
    days_left: int
    """Whole days until the last day of the period, that day not counted; negative once it is over."""
    members: tuple[Member, ...] = field(repr=False)

    @cached_property
    def stages(self) -> list[tuple[Stage, int]]:
        """How many are where, in the order of the way; empty stages are left out."""
        count = Counter(one.stage for one in self.members)
        return [(stage, count[stage]) for stage in Stage if count[stage]]

    @cached_property
    def accepted(self) -> int:
        """How many the register has."""
        return sum(one.stage in REACHED for one in self.members)

    @cached_property
    def missing(self) -> tuple[Member, ...]:
        """Whom the register does not have yet."""
        return tuple(one for one in self.members if one.stage not in REACHED)

    @property
    def slug(self) -> str:
        """The group as it stands in addresses."""
        return SLUGS[self.group]

    @property
    def pupils(self) -> int:
        """Everybody in the group."""
        return len(self.members)

    @property
    def late(self) -> int:
        """Who is missing after the period has ended."""
        return len(self.missing) if self.days_left < 0 else 0

    @cached_property
    def classes(self) -> list[ClassFigures]:
        """The same by class."""
        found: dict[int, list[Member]] = {}
        for one in self.members:
            found.setdefault(one.class_id, []).append(one)
        return [
            ClassFigures(class_id, members[0].class_name, len(members), Counter(one.stage for one in members))
            for class_id, members in found.items()
        ]

    @cached_property
    def snapshot(self) -> dict[str, Any]:
        """The figures as they are kept with a confirmation: numbers and ids, no name."""
        return {
            "pupils": self.pupils,
            "accepted": self.accepted,
            "stages": {stage.value: count for stage, count in self.stages},
            "classes": [
                {"class": one.class_id, "pupils": one.pupils, "accepted": one.accepted} for one in self.classes
            ],
            "missing": [{"enrolment": one.enrolment_id, "stage": one.stage.value} for one in self.missing],
        }

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the snapshot: what a confirming page showed."""
        return hashlib.sha256(json.dumps(self.snapshot, sort_keys=True).encode()).hexdigest()


def group_overview(year: YearOfSchool, group: ClosingGroup, *, at: datetime) -> GroupOverview:
    """One group of a year."""
    return next(one for one in overview(year, at=at) if one.group is group)


def overview(
    year: YearOfSchool, *, at: datetime, class_ids: Collection[int] | None = None
) -> tuple[GroupOverview, ...]:
    """Both groups of a year; a fixed number of queries.

    A pupil with a record belongs to the group that stands in it; one without to the group that the results say, June as
    long as they say nothing.

    Args:
        year: the actor's school's.
        at: product clock, aware, UTC.
        class_ids: only these classes; None: all.
    """
    living = [one for one in of_year(year.id, class_ids=class_ids) if not one.is_void]
    members = _members(year.id, class_ids, living, at)
    return tuple(
        GroupOverview(group, deadline, _days_left(deadline, at), tuple(members[group]))
        for group in ClosingGroup
        for deadline in [closing(SchoolYear(year.first), group)]
    )


def _members(
    year_id: int, class_ids: Collection[int] | None, records: Sequence[Standing], at: datetime
) -> dict[ClosingGroup, list[Member]]:
    # While a closed record is amended two stand side by side; the closed one is in effect until it gives way.
    by_place = {one.enrolment_id: one for one in sorted(records, key=lambda one: one.gives_way)}
    classes = classes_of_year(year_id, class_ids)
    today = local(at).date()
    lists = {class_id: on_roll(pupils, today) for class_id, pupils in rolls([one.id for one in classes]).items()}
    without = [one.enrolment_id for pupils in lists.values() for one in pupils if one.enrolment_id not in by_place]
    finals = final_years(without) if without else {}
    found: dict[ClosingGroup, list[Member]] = {group: [] for group in ClosingGroup}
    for facts in classes:
        for pupil in lists.get(facts.id, ()):
            record = by_place.get(pupil.enrolment_id)
            if record is not None:
                group, stage = record.group, _STAGE_OF[record.state]
            else:
                final = finals[pupil.enrolment_id]
                group = final.group
                stage = Stage.NONE if final.stage is YearStage.SETTLED else Stage.NO_RESULT
            found[group].append(
                Member(
                    pupil.enrolment_id,
                    pupil.pupil_id,
                    pupil.name,
                    facts.id,
                    facts.name,
                    stage,
                    record.record_id if record else None,
                )
            )
    return found


def _days_left(deadline: Deadline, at: datetime) -> int:
    """The period ends at 24:00 of its last day, which is 00:00 of the day after."""
    return (local(deadline.ends_at).date() - local(at).date()).days - 1
