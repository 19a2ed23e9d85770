"""Packages as pages show them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hocba_web.base.refusals import Missing
from hocba_web.schools.answered import Answered, answered
from hocba_web.submission.models import Message, Package, PackageLine

_STATES: dict[str, tuple[str, Promise]] = {
    Package.State.PREPARED: ("asked", _("Chờ hiệu trưởng duyệt")),
    Package.State.APPROVED: ("ready", _("Chờ ký danh sách")),
    Package.State.SIGNED: ("ready", _("Đã ký, chờ gửi")),
    Package.State.SENT: ("doing", _("Đã gửi, chờ kết quả")),
    Package.State.JUDGED: ("done", _("Đã có kết quả")),
    Package.State.REFUSED: ("error", _("Cổng không nhận")),
    Package.State.DISSOLVED: ("none", _("Đã bỏ")),
}
_LINES: dict[str, tuple[str, Promise]] = {
    PackageLine.State.WAITING: ("waiting", _("Chờ kết quả")),
    PackageLine.State.ACCEPTED: ("done", _("Đã tiếp nhận")),
    PackageLine.State.REFUSED: ("error", _("Bị từ chối")),
    PackageLine.State.DROPPED: ("none", _("Không gửi")),
}


@dataclass(frozen=True, slots=True)
class PackageRow:
    """One package."""

    id: int
    number: int
    year_id: int
    class_id: int
    class_name: str
    group: str
    late: bool
    state: str
    mark: tuple[str, Promise]
    """Kind and word of its state."""
    records: int
    accepted: int
    refused: int
    content_digest: str
    prepared_by_id: int
    prepared_by: str
    prepared_at: datetime
    approved_by: str
    approved_at: datetime | None
    signed_by: str
    signed_at: datetime | None
    dissolved_by: str
    dissolved_at: datetime | None
    dissolved_reason: str
    sha256: str
    size: int
    judged_at: datetime | None

    @property
    def may_be_dissolved(self) -> bool:
        """Nothing of it has left the school."""
        return self.state in {*Package.UNSIGNED, Package.State.SIGNED}


_UNSENT: tuple[str, Promise] = ("waiting", _("Chưa gửi"))


@dataclass(frozen=True, slots=True)
class LineRow:
    """One record of a package."""

    id: int
    record_id: int
    uuid_parts: tuple[str, ...]
    """Of the look-up UUID, so that a narrow page may break it."""
    pupil_id: int
    pupil_name: str
    number: int
    mark: tuple[str, Promise]
    judged_at: datetime | None
    code: str
    title: str
    text: str

    @property
    def said(self) -> Answered:
        """The gateway's answer, said."""
        return answered(self.code, self.text)


def packages_of(
    school_id: int, year_id: int, class_ids: Collection[int] | None = None, *, states: Collection[str] | None = None
) -> list[PackageRow]:
    """Packages of a year, the newest first; one query.

    Args:
        school_id: the school.
        year_id: its year.
        class_ids: only these classes; None: all.
        states: only these states.
    """
    rows = Package.objects.filter(school_id=school_id, year_id=year_id)
    if class_ids is not None:
        rows = rows.filter(school_class_id__in=class_ids)
    if states is not None:
        rows = rows.filter(state__in=list(states))
    return [_row(one) for one in _counted(rows)]


def package_here(school_id: int, package_id: int, class_ids: Collection[int] | None = None) -> PackageRow:
    """One package of a school.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    rows = Package.objects.filter(school_id=school_id, id=package_id)
    if class_ids is not None:
        rows = rows.filter(school_class_id__in=class_ids)
    row = _counted(rows).first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    return _row(row)


def lines_of(package_id: int) -> list[LineRow]:
    """The records of a package in order; one query."""
    rows = PackageLine.objects.filter(package_id=package_id).select_related("package", "record__enrolment__pupil")
    waiting, unsent = PackageLine.State.WAITING, {*Package.UNSIGNED, Package.State.SIGNED}
    return [
        LineRow(
            one.id,
            one.record_id,
            tuple(str(one.record.uuid).split("-")),
            one.record.enrolment.pupil_id,
            one.record.enrolment.pupil.name,
            one.record.enrolment.number,
            _UNSENT if one.state == waiting and one.package.state in unsent else _LINES[one.state],
            one.judged_at,
            one.code,
            one.title,
            one.text,
        )
        for one in rows.order_by("position")
    ]


def message_of(package_id: int) -> Message | None:
    """The transaction a package was sent in."""
    return Message.objects.filter(package_id=package_id).first()


def _counted(rows: QuerySet[Package]) -> QuerySet[Package]:
    lines = PackageLine.State
    return rows.select_related("school_class", "prepared_by", "approved_by", "signed_by", "dissolved_by").annotate(
        records=Count("lines", filter=~Q(lines__state=lines.DROPPED) | Q(state=Package.State.DISSOLVED)),
        accepted=Count("lines", filter=Q(lines__state=lines.ACCEPTED)),
        refused=Count("lines", filter=Q(lines__state=lines.REFUSED)),
    )


def _row(one: Package) -> PackageRow:
    return PackageRow(
        id=one.id,
        number=one.number,
        year_id=one.year_id,
        class_id=one.school_class_id,
        class_name=one.school_class.name,
        group=one.group,
        late=one.late,
        state=one.state,
        mark=_STATES[one.state],
        records=getattr(one, "records", 0),
        accepted=getattr(one, "accepted", 0),
        refused=getattr(one, "refused", 0),
        content_digest=one.content_digest,
        prepared_by_id=one.prepared_by_id,
        prepared_by=one.prepared_by.full_name,
        prepared_at=one.prepared_at,
        approved_by=one.approved_by.full_name if one.approved_by else "",
        approved_at=one.approved_at,
        signed_by=one.signed_by.full_name if one.signed_by else "",
        signed_at=one.signed_at,
        dissolved_by=one.dissolved_by.full_name if one.dissolved_by else "",
        dissolved_at=one.dissolved_at,
        dissolved_reason=one.dissolved_reason,
        sha256=one.sha256,
        size=one.size,
        judged_at=one.judged_at,
    )
