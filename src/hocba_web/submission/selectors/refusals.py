"""Refused records, each at the field it concerns, with where it is put right."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from hocba.exchange.refusals import Sort, SortedRefusal, sort_refusal
from hocba.lifecycle import State
from hocba.messages import Language, next_step
from hocba_web.schools.answered import Answered, answered
from hocba_web.schools.said import language
from hocba_web.submission.models import PackageLine, Recall

_PUPIL = ("pupil.",)
_COMPARED = ("pupil.", "class_name", "homeroom_teacher")
"""Fields that the gateway compares with the sector database: what is wrong may be that, not the record."""
_RESULTS = ("results",)
_TEACHERS = ("homeroom_teacher", "manager")
_CERTIFICATE = ("seal", "certificate", "list")
_SCHOOL = ("school.", "school_year")


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """One refused record that somebody has to decide about."""

    line_id: int
    record_id: int
    uuid: UUID
    pupil_id: int
    pupil_name: str
    class_id: int
    class_name: str
    package_number: int
    judged_at: datetime | None
    code: str
    title: str
    text: str
    """As received."""
    sort: Sort
    known: bool
    field: str
    """Name of the field in the reader's language; empty if it is about none."""
    advice: str
    fix_url: str
    """Where it is put right; empty where nothing here can be."""
    way: str
    """What was decided, if anything was."""
    recall_id: int | None
    """The open request to withdraw it."""
    may_go_again: bool
    """The same file may be accepted once something else was put right."""

    @property
    def said(self) -> Answered:
        """The gateway's answer, said; what to do is `advice`."""
        return answered(self.code, self.text, advice=False)


def refusals_of(school_id: int, year_id: int, class_ids: Collection[int] | None = None) -> list[RefusalRow]:
    """Records that stand refused, by class and list; the last refusal of each. Two queries."""
    rows = PackageLine.objects.filter(
        state=PackageLine.State.REFUSED,
        record__state=State.REJECTED.value,
        package__school_id=school_id,
        package__year_id=year_id,
    )
    if class_ids is not None:
        rows = rows.filter(package__school_class_id__in=class_ids)
    last: dict[int, PackageLine] = {}
    for one in rows.select_related("package__school_class", "record__enrolment__pupil").order_by("id"):
        last[one.record_id] = one
    recalls = dict(
        Recall.objects.filter(record_id__in=list(last), state__in=Recall.OPEN).values_list("record_id", "id")
    )
    found = [_row(one, recalls) for one in last.values()]
    return sorted(found, key=lambda one: (one.class_name, one.pupil_name))


def _row(line: PackageLine, recalls: Mapping[int, int]) -> RefusalRow:
    spoken: Language = language()
    known = sort_refusal(line.code, line.title)
    pupil = line.record.enrolment.pupil
    path = known.field.path if known.field else ""
    return RefusalRow(
        line_id=line.id,
        record_id=line.record_id,
        uuid=line.record.uuid,
        pupil_id=pupil.id,
        pupil_name=pupil.name,
        class_id=line.package.school_class_id,
        class_name=line.package.school_class.name,
        package_number=line.package.number,
        judged_at=line.judged_at,
        code=line.code,
        title=line.title,
        text=line.text,
        sort=known.sort,
        known=known.known,
        field=known.field.shown(spoken) if known.field else line.title,
        advice=next_step(known.advice, {"code": line.code}, language=spoken),
        fix_url=_where(path, pupil.id, line.package.school_class_id),
        way=line.way,
        recall_id=recalls.get(line.record_id),
        may_go_again=may_go_again(known),
    )


def may_go_again(refusal: SortedRefusal) -> bool:
    """Whether the same bytes may be accepted another time."""
    path = refusal.field.path if refusal.field else ""
    return refusal.sort is not Sort.FIX or path.startswith(_COMPARED)


def _where(path: str, pupil_id: int, class_id: int) -> str:
    """The page on which a field is put right."""
    if path.startswith(_PUPIL) or path == "class_name":
        return reverse("schools:pupil", args=[pupil_id])
    if path.startswith(_RESULTS):
        return reverse("assessment:year_end_class", args=[class_id])
    if path.startswith(_TEACHERS):
        return reverse("schools:assignment")
    if path.startswith(_CERTIFICATE):
        return reverse("signatures:certificates_school")
    if path.startswith(_SCHOOL):
        return reverse("schools:school")
    return ""
