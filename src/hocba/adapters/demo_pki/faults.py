"""The additional people of a demo tree: each is wrong in exactly one way, so that a refusal can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from hocba.adapters.demo_pki.leaf import VALID_FROM, LeafSpec, vietnamese_midnight
from hocba.adapters.demo_pki.people import DemoPerson, DemoRole

REVOKED_ON = vietnamese_midnight(2026, 3, 1)
EXPIRED_ON = vietnamese_midnight(2026, 2, 1)
_TOMORROWS = timedelta(days=2 * 365)


@dataclass(frozen=True, slots=True)
class _Extra:
    """An invented person; the personal IDs are of no member of staff."""

    file: str
    name: str
    personal_id: str

    def spec(self, valid_until: datetime, code: str) -> LeafSpec:
        return LeafSpec(
            file=f"fault-{self.file}",
            who=self.name,
            role=DemoRole.TEACHER,
            personal_id=self.personal_id,
            not_after=valid_until,
            fault_code=f"DEMO_FAULT_{code}",
        )


def fault_specs(staff: Sequence[DemoPerson], now: datetime, valid_until: datetime) -> list[LeafSpec]:
    """The certificates that must be refused, each with one fault.

    Args:
        staff: the real ones; the wrong person takes the name of the first.
        now: the day the tree is made; nothing is revoked later than this.
        valid_until: end of an ordinary certificate.
    """
    revoked = _Extra("revoked", "Nguyễn Văn Thu Hồi", "001185990001")
    expired = _Extra("expired", "Trần Thị Hết Hạn", "001185990002")
    early = _Extra("not-yet-valid", "Lê Văn Chưa Tới", "001085990003")
    usage = _Extra("wrong-usage", "Phạm Thị Sai Mục Đích", "001185990004")
    weak = _Extra("weak-key", "Hoàng Văn Khóa Yếu", "001085990005")
    foreign = _Extra("other-root", "Vũ Thị Gốc Lạ", "001185990006")
    other = _Extra("wrong-person", staff[0].name if staff else "Đỗ Thị Người Khác", "001185990007")
    return [
        replace(revoked.spec(valid_until, "REVOKED"), revoked_on=min(REVOKED_ON, now)),
        replace(expired.spec(valid_until, "EXPIRED"), not_after=EXPIRED_ON),
        replace(early.spec(valid_until, "NOT_YET_VALID"), not_before=max(now, VALID_FROM) + _TOMORROWS),
        replace(
            usage.spec(valid_until, "WRONG_USAGE"),
            signs=False,
            extended=x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]),
        ),
        replace(weak.spec(valid_until, "WEAK_KEY"), bits=1024),
        replace(foreign.spec(valid_until, "OTHER_ROOT"), issuer="foreign"),
        other.spec(valid_until, "WRONG_PERSON"),
        LeafSpec(
            file="fault-other-school",
            who="Trường Tiểu học Khác (DEMO)",
            role=DemoRole.SEAL,
            tax_code="0099000009",
            not_after=valid_until,
            fault_code="DEMO_FAULT_OTHER_SCHOOL",
        ),
    ]
