"""Which records can be sealed, and how far each class is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, Q, When

from hocba.lifecycle import State
from hocba_web.records.selectors.requests import to_be_unlocked
from hocba_web.schools.selectors.rolls import classes, places

_SEAL = "KY_PHAT_HANH"
WAITING = frozenset(
    {State.OPEN_ENTRY.value, State.DRAFT.value, State.SUBJECTS_SIGNED.value, State.HOMEROOM_SIGNED.value}
)
VOID = frozenset({State.RECALLED.value, State.SUPERSEDED.value, State.CANCELLED.value})
_LIVING = tuple(state.value for state in State if state.value not in VOID)
_READY = State.PRINCIPAL_SIGNED.value


@dataclass(frozen=True, slots=True)
class Sealable:
    """One record on its way to the seal."""

    record_id: int
    uuid: str
    pupil_id: int
    pupil: str
    number: int
    class_id: int
    class_name: str
    state: State
    revision: int
    planned_issue_on: date
    half: bool
    """The XML is sealed and the PDF is not: the second round was not finished."""
    data_digest: str
    """SHA-256 of the data region of the current revision; empty where the record is not approved."""
    held_back: bool
    """Somebody asked to unlock it, and that is not settled: nobody seals it now."""

    @property
    def approved(self) -> bool:
        """Whether the principal has signed and it is not issued yet."""
        return self.state is State.PRINCIPAL_SIGNED

    @property
    def where(self) -> str:
        """Place of refusals: class and place in its list."""
        return f"{self.class_name}/{self.number}"

    def due(self, today: date) -> bool:
        """Whether it can be sealed on that day."""
        return self.approved and not self.held_back and self.planned_issue_on <= today


_FIELDS = {
    "record_id": F("records__id"),
    "uuid": F("records__uuid"),
    "state": F("records__state"),
    "revision": F("records__revision"),
    "planned": F("records__planned_issue_on"),
    "school": F("school_class__year__school_id"),
}


def sealable(school_id: int, record_ids: Iterable[int]) -> Mapping[int, Sealable]:
    """Records of a school by id; those of other schools are not in it."""
    return {row.record_id: row for row in _rows(school_class__year__school_id=school_id, records__id__in=[*record_ids])}


def pupils_of(record_ids: Collection[int]) -> list[int]:
    """Whose some records (ids) are."""
    return sorted(set(places(records__id__in=record_ids).values_list("pupil_id", flat=True)))


def class_of(record_id: int) -> int | None:
    """Which class a record belongs to."""
    return places(records__id=record_id).values_list("school_class_id", flat=True).first()


def of_class(class_id: int) -> tuple[Sealable, ...]:
    """The records of a class that are not void, in the order of its list."""
    return tuple(_rows(school_class_id=class_id, records__state__in=_LIVING))


def of_year(year_id: int, today: date) -> tuple[Sealable, ...]:
    """Everything in a year that can be sealed on that day, by class and number."""
    rows = _rows(school_class__year_id=year_id, records__state=_READY, records__planned_issue_on__lte=today)
    return tuple(row for row in rows if row.due(today))


def _rows(**which: object) -> list[Sealable]:
    found = list(
        places(**which)
        .order_by("school_class__grade", "school_class__name", "number", "id")
        .annotate(**_FIELDS)
        .values(*_FIELDS, "number", "pupil_id", "pupil__name", "school_class_id", "school_class__name")
    )
    approved = [row["record_id"] for row in found if row["state"] == _READY]
    half, digests = _half_sealed(approved), _digests(approved)
    held = frozenset[int]().union(*(to_be_unlocked(school) for school in {row["school"] for row in found}))
    return [
        Sealable(
            record_id=row["record_id"],
            uuid=str(row["uuid"]),
            pupil_id=row["pupil_id"],
            pupil=row["pupil__name"],
            number=row["number"],
            class_id=row["school_class_id"],
            class_name=row["school_class__name"],
            state=State(row["state"]),
            revision=row["revision"],
            planned_issue_on=row["planned"],
            half=row["record_id"] in half,
            data_digest=digests.get(row["record_id"], ""),
            held_back=row["record_id"] in held,
        )
        for row in found
    ]


def _half_sealed(record_ids: Collection[int]) -> frozenset[int]:
    """Those whose current revision holds the seal on the XML."""
    if not record_ids:
        return frozenset()
    rows = places(
        records__id__in=record_ids,
        records__revisions__number=F("records__revision"),
        records__revisions__signatures__slot=_SEAL,
    )
    return frozenset(rows.values_list("records__id", flat=True))


def _digests(record_ids: Collection[int]) -> Mapping[int, str]:
    """Digest of the data region of each current revision."""
    if not record_ids:
        return {}
    rows = places(records__id__in=record_ids, records__revisions__number=F("records__revision"))
    return dict(rows.values_list("records__id", "records__revisions__data_digest"))


@dataclass(frozen=True, slots=True)
class ClassToSeal:
    """How far the records of a class are."""

    class_id: int
    name: str
    grade: int
    waiting: int
    """Not approved yet."""
    early: int
    """Approved; the planned day has not come."""
    ready: int
    issued: int
    """Sealed on both files, whatever became of them since."""
    planned_on: date | None
    """The next planned day of those that are early."""

    @property
    def total(self) -> int:
        """Records that are not void."""
        return self.waiting + self.early + self.ready + self.issued


def classes_of_year(school_id: int, year_id: int, today: date) -> tuple[ClassToSeal, ...]:
    """Every class of a year; three queries. What is to be unlocked counts as waiting."""
    records = places(school_class__year_id=year_id, records__state__in=_LIVING).order_by()
    held = Case(When(Q(records__id__in=to_be_unlocked(school_id), records__state=_READY), then=True), default=False)
    keys = ("school_class_id", "records__state", "records__planned_issue_on")
    rows = records.values(*keys, held=held).annotate(count=Count("records__id"))
    by_class: dict[int, list[tuple[str, date, int]]] = {}
    for row in rows:
        state = State.HOMEROOM_SIGNED.value if row["held"] else row["records__state"]
        told = (state, row["records__planned_issue_on"], row["count"])
        by_class.setdefault(row["school_class_id"], []).append(told)
    found = classes(year_id=year_id).order_by("grade", "name").values_list("id", "name", "grade")
    return tuple(_class(number, name, grade, by_class.get(number, []), today) for number, name, grade in found)


def _class(number: int, name: str, grade: int, counts: list[tuple[str, date, int]], today: date) -> ClassToSeal:
    approved = [(planned, count) for state, planned, count in counts if state == _READY]
    waiting = sum(count for state, _, count in counts if state in WAITING)
    return ClassToSeal(
        class_id=number,
        name=name,
        grade=grade,
        waiting=waiting,
        early=sum(count for planned, count in approved if planned > today),
        ready=sum(count for planned, count in approved if planned <= today),
        issued=sum(count for _, _, count in counts) - waiting - sum(count for _, count in approved),
        planned_on=min((planned for planned, _ in approved if planned > today), default=None),
    )
