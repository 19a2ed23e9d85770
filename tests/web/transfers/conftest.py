"""Two schools in one database: one that a pupil leaves in February, one that takes the pupil in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

from hocba.model import Absences, Moment
from hocba_web.assessment.models import HomeroomEntry, SubjectResult, TraitResult
from hocba_web.assessment.selectors.register import facts_of
from hocba_web.schools.models import Enrolment
from hocba_web.schools.services.attachments import Upload
from hocba_web.schools.services.pupils import transfer_decide, transfer_out_ask
from hocba_web.submission.models import Arrival, Departure
from hocba_web.submission.services import store
from hocba_web.submission.transfers.kinds import HEAD, SEAL, piece_for
from hocba_web.submission.transfers.services import arrivals, departures, dossiers
from hocba_web.submission.transfers.services.arrivals import Child
from hocba_web.submission.transfers.services.departures import Preparation
from support.keys import demo_ca
from support.web.acting import actor_for
from support.web.school import SchoolWorld, make_school
from support.web.signing import Pki, real_now, sign_batch

LEFT = datetime(2026, 2, 9, 1, 0, tzinfo=UTC)
"""Monday 09/02/2026, 08:00 in Vietnam: the family applies to both schools."""
SCAN = Upload("don.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
MATERIALS = "Bộ sách Kết nối tri thức với cuộc sống; đã học hết tuần 20."


@dataclass
class Move:
    """A pupil on the way from one school to another."""

    old: SchoolWorld
    new: SchoolWorld
    pki: Pki
    enrolment: Enrolment
    """The place in the old school."""

    @property
    def pupil(self) -> Any:
        """The pupil at the old school."""
        return self.enrolment.pupil

    def release(self, *, on: date = date(2026, 2, 9), at: datetime = LEFT) -> int:
        """The old school's registrar asks, its principal lets the pupil go; the transfer."""
        asked = transfer_out_ask(
            actor=actor_for(self.old, "registrar", at=at),
            pupil_id=self.pupil.pk,
            on=on,
            other_school=self.new.school.name,
            other_province="Tỉnh Quảng Ninh",
            reason="Gia đình chuyển nơi ở",
            evidence=SCAN,
            at=at,
        )
        transfer_decide(
            actor=actor_for(self.old, "principal", at=at), transfer_id=asked.pk, agree=True, answer="", at=at
        )
        return int(asked.pk)

    def prepare(self, transfer_id: int, *, at: datetime = LEFT, **given: Any) -> Departure:
        """The old school's registrar prepares the dossier."""
        told = {"materials": MATERIALS, "absences": Absences(2, 1)} | given
        return departures.prepare(
            actor=actor_for(self.old, "registrar", at=at), transfer_id=transfer_id, given=Preparation(**told), at=at
        )

    def sign(self, departure: Departure, *, at: datetime = LEFT) -> Departure:
        """The head signs, through the queue."""
        certificate = self.pki.give(self.old, "principal", at=at)
        state = sign_batch(self.old, "principal", "handover", [piece_for(departure, HEAD)], certificate, at=at)
        assert state.counts["committed"] == 1, state
        departure.refresh_from_db()
        return departure

    def seal(self, departure: Departure, *, at: datetime = LEFT) -> Departure:
        """The clerk seals, through the queue."""
        certificate = self.pki.give_seal(self.old, at=at)
        state = sign_batch(self.old, "clerk", "handover_seal", [piece_for(departure, SEAL)], certificate, at=at)
        assert state.counts["committed"] == 1, state
        departure.refresh_from_db()
        return departure

    def hand_over(self, departure: Departure, *, who: str = "principal", at: datetime = LEFT) -> bytes:
        """The principal hands the dossier over; the archive."""
        done = departures.hand_over(
            actor=actor_for(self.old, who, at=at),
            departure_id=departure.pk,
            document=departure.document,
            receiver="Nguyễn Thị Mẹ",
            at=at,
        )
        return store.get(done.archive)

    def dossier(self) -> bytes:
        """The whole way out."""
        return self.hand_over(self.seal(self.sign(self.prepare(self.release()))))

    def apply(self, *, at: datetime = LEFT, agree: bool = True, **other: Any) -> Arrival:
        """The family applies to the new school, whose principal answers."""
        told: dict[str, Any] = {
            "name": self.pupil.name,
            "born": self.pupil.born,
            "grade": 4,
            "other_school": self.old.school.name,
            "other_province": "Tỉnh Quảng Ninh",
            "reason": "Gia đình chuyển nơi ở",
            "applied_on": date(2026, 2, 9),
        }
        arrival = arrivals.apply(
            actor=actor_for(self.new, "registrar", at=at), child=Child(**(told | other)), application=SCAN, at=at
        )
        if agree:
            arrivals.answer(
                actor=actor_for(self.new, "principal", at=at), arrival_id=arrival.pk, agree=True, answer="", at=at
            )
        arrival.refresh_from_db()
        return arrival

    def bring(self, arrival: Arrival, *files: Upload, at: datetime = LEFT, papers: Any = ()) -> dossiers.Brought:
        """The family hands files in."""
        return dossiers.bring(
            actor=actor_for(self.new, "registrar", at=at),
            arrival_id=arrival.pk,
            files=files,
            papers=papers,
            at=at,
            real_at=real_now(),
        )


def assess_term_1(enrolment: Enrolment) -> None:
    """Results of the end of term 1, a homeroom comment, absences and health."""
    facts = facts_of(enrolment.school_class)
    common = {"enrolment": enrolment, "moment": Moment.END1.value, "updated_at": LEFT}
    tested = facts.rules.tested(Moment.END1)
    for subject in facts.subjects:
        SubjectResult.objects.create(
            subject=subject.value, level="T", score=9 if subject in tested else None, comment="Em học tốt.", **common
        )
    for kind, traits in (("quality", facts.rules.qualities), ("competency", facts.rules.competencies)):
        for trait in traits:
            TraitResult.objects.create(kind=kind, trait=trait.value, level="T", **common)
    HomeroomEntry.objects.create(
        comment_homeroom="Em ngoan, chăm học.", excused=2, unexcused=1, height_cm="132.5", weight_kg="29.5", **common
    )


@pytest.fixture
def move(db: None, settings: Any, tmp_path: Any) -> Move:
    """A pupil of 4A1 at the old school, assessed at the end of term 1; an office in both schools."""
    del db
    settings.TRUST_FOLDER = tmp_path / "trust"
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "hocba_web.base.stores.Folder",
            "OPTIONS": {"location": str(tmp_path / "files"), "base_url": None, "durable": False},
        }
    }
    pki = Pki(tmp_path / "trust", demo_ca())
    old = make_school(classes=("4A1",), pupils=2, name="Trường Tiểu học Kim Đồng")
    new = make_school(classes=("4B1",), pupils=1, name="Trường Tiểu học Sao Mai")
    enrolment = old.enrolments["4A1"][0]
    pupil = enrolment.pupil
    pupil.name = "Lò Minh Quân"
    pupil.personal_id = f"0223{pupil.born:%y}{pupil.pk:06}"
    pupil.save()
    assess_term_1(enrolment)
    return Move(old, new, pki, enrolment)
