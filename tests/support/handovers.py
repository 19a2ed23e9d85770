"""Invented hand-over documents, and a school that signs them with throw-away keys."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from uuid import UUID

from hocba.documents.handover import Handover, HandoverMoment, HandoverResult
from hocba.model import (
    COMPETENCIES,
    QUALITIES,
    Absences,
    Comments,
    Health,
    Moment,
    SchoolYear,
    Subject,
    SubjectLevel,
    TraitLevel,
)
from hocba.signature_profile import algorithm
from hocba.signing import handover as signing
from support.keys import Ca, TestKey, algorithm_for, demo_ca
from support.records import HEAD, HOMEROOM, NAMES, SCHOOL, TESTED, sample_pupil

VIETNAM = timezone(timedelta(hours=7))
SIGNED_AT = datetime(2026, 2, 9, 8, 0, tzinfo=VIETNAM)


def sample_moment(moment: Moment = Moment.END1, *, tested: bool = True) -> HandoverMoment:
    return HandoverMoment(
        moment=moment,
        results=tuple(
            HandoverResult(
                subject,
                name,
                SubjectLevel.COMPLETED_WELL if subject is not Subject.PE else SubjectLevel.COMPLETED,
                9 if tested and subject in TESTED else None,
                f"Em nắm chắc bài {name}, cần phát huy." if subject is not Subject.MUSIC else "",
            )
            for subject, name in NAMES.items()
        ),
        competencies=tuple((one, TraitLevel.GOOD) for one in COMPETENCIES),
        qualities=tuple((one, TraitLevel.ACHIEVED) for one in QUALITIES),
        comments=Comments(
            qualities="Em thật thà, biết giúp bạn.",
            general_competencies="Em chủ động, hợp tác tốt.",
            specific_competencies="Em tính toán nhanh, diễn đạt mạch lạc.",
            homeroom="Em ngoan, chăm học; chúc em học tốt ở trường mới.",
        ),
    )


def sample_handover(**changes: object) -> Handover:
    """A grade-4 pupil who leaves in February."""
    handover = Handover(
        lookup_uuid=UUID("0c2e6f1a-5b7d-4e3f-8a91-2d4c6b8e0f13"),
        school_year=SchoolYear(2025),
        school=SCHOOL,
        grade=4,
        class_name="4A1",
        pupil=sample_pupil(),
        moments=(
            # at the middle of a term only Vietnamese and maths are tested
            dataclasses.replace(
                sample_moment(Moment.MID1, tested=False),
                comments=Comments("", "", "", "Em có nhiều tiến bộ."),
            ),
            sample_moment(Moment.END1),
        ),
        absences=Absences(excused=3, unexcused=1),
        health=Health(Decimal("29.5"), Decimal(134)),
        not_assessed=False,
        disability_evidence="",
        homeroom_teacher=HOMEROOM.name,
        manager=HEAD,
        place_of_issue="Quảng Ninh",
        prepared_on=date(2026, 2, 9),
        left_on=date(2026, 2, 10),
        receiving_school="Trường Tiểu học Kim Đồng, thành phố Hải Phòng",
    )
    return dataclasses.replace(handover, **changes)  # type: ignore[arg-type]


def not_assessed_handover() -> Handover:
    """A pupil with a disability who is not assessed."""
    return sample_handover(
        moments=(),
        not_assessed=True,
        disability_evidence="Khuyết tật trí tuệ; Giấy xác nhận khuyết tật số 12/XN-UBND",
        health=None,
    )


@dataclass(frozen=True)
class Office:
    """Who signs: the head and the school's seal."""

    ca: Ca
    head: TestKey
    seal: TestKey

    def sign(self, handover: Handover, *, until: str = "KY_PHAT_HANH", how: str = "") -> bytes:
        """Signed by the head, and (unless `until` is "CBQL") sealed, a minute apart."""
        draft = signing.draft_of(handover)
        for minute, (slot, key) in enumerate((("CBQL", self.head), ("KY_PHAT_HANH", self.seal))):
            chosen = algorithm(how) if how else algorithm_for(key)
            prepared = signing.prepare(draft, slot, key.chain, SIGNED_AT + timedelta(minutes=minute), chosen)
            draft = signing.embed_into(draft, prepared, key.sign([prepared.to_be_signed], chosen)[0])
            if slot == until:
                break
        return draft.data


def office(kind: str = "rsa2048") -> Office:
    """One a kind of key."""
    return _office(kind)


@cache
def _office(kind: str) -> Office:
    ca = demo_ca()
    return Office(
        ca,
        ca.person(HEAD.name, HEAD.personal_id, kind=kind, key_no=1),
        ca.seal(SCHOOL.name, kind=kind, key_no=3),
    )


def signed_handover(kind: str = "rsa2048") -> bytes:
    """The sample, signed and sealed; one a kind of key."""
    return _signed(kind)


@cache
def _signed(kind: str) -> bytes:
    return office(kind).sign(sample_handover())
