"""Another invented school, which uses other software and sent its first class already: so the register is not empty.

Its pupils, teachers and results are those of a class of the sample school under other names and numbers.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from hocba.adapters.clock import VIETNAM
from hocba.adapters.demo_pki import DemoPerson, DemoRole, DemoSchool, KeyKind, make_demo_pki
from hocba.adapters.keyring import FolderKeyRing
from hocba.errors import HocbaError
from hocba.exchange import build_packages
from hocba.issuing import Issued, Plan, Refusal, Terms, assemble, issue_batch, lint_problems
from hocba.model import Assessment, Person, SchoolIdentity, YearRecord, record_identifier
from hocba.signature_profile import DEFAULT_PROFILE, profile
from hocba.verification import Policy, load_trust
from hocba.workbooks.school import SchoolData

CLASS = "5A1"
PUPILS = 12
ISSUED_AT = datetime(2026, 5, 22, 9, 0, tzinfo=VIETNAM)
CODE = "22991402"
NAME = "Trường Tiểu học Hoa Sen"
AREA = ("006832", "Phường Uông Bí")
_WOMEN = ("Lưu Thị Ngọc Ánh", "Mạc Thị Thanh", "Kiều Thị Hòa", "Giang Thu Phương", "Ninh Thị Lụa", "Ông Thị Cúc")
_MEN = ("Tạ Quang Huy", "Chu Văn Bách", "Quách Minh Tuệ", "Thái Văn Sơn", "Bạch Văn Thịnh", "La Quốc Cường")
_FIRST_TEACHER, _FIRST_PUPIL = 880_001, 770_001


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What the other school has in hand."""

    school: SchoolIdentity
    issued: tuple[Issued, ...]
    package: bytes
    """Signed list of the records."""
    certificates: tuple[bytes, ...]
    """The seal's certificate and its issuers in DER, without the root."""


def make_neighbour(data: SchoolData, folder: Path, trust: Path, *, now: datetime, lookup: str) -> Neighbour:
    """Sign and seal the class, and let `trust` trust the school's keys.

    Args:
        data: the sample school.
        folder: where the other school's keys are made.
        trust: folder of anchors and status data of the demo.
        now: real time, aware: of the keys' status data.
        lookup: address of the look-up.

    Raises:
        HocbaError: a record that cannot be issued; the sample is at fault.
    """
    records = list(_records(data))
    people = {
        person.personal_id: DemoPerson(person.name, person.personal_id, _role(record, person))
        for record in records
        for person in _people(record)
    }
    pki = make_demo_pki(
        list(people.values()), DemoSchool(NAME, "0099000003"), folder, now=now, key_kind=KeyKind.ECDSA_P256
    )
    for file in pki.trust.iterdir():
        shutil.copyfile(file, trust / f"{folder.name}-{file.name}")
    keys = FolderKeyRing(folder)
    policy = Policy(validation_time=ISSUED_AT, trust=load_trust(pki.trust))
    issued = []
    for outcome in issue_batch(records, Terms(profile(DEFAULT_PROFILE), keys, ISSUED_AT, policy, lookup)):
        if isinstance(outcome, Refusal):
            raise HocbaError(outcome.problems[0].code, where=outcome.problems[0].where)
        issued.append(outcome)
    seal = keys.seal(NAME)
    (package,) = build_packages([one.xml for one in issued], seal, keys.algorithm(seal), ISSUED_AT)
    return Neighbour(records[0].school, tuple(issued), package, tuple(seal.chain))


def _records(data: SchoolData) -> Iterator[YearRecord]:
    day = ISSUED_AT.date()
    plan = Plan(created_on=day, planned_issue_on=day, new_uuid=uuid4)
    found = [
        one
        for one in assemble(data, plan, classes=[CLASS])
        if isinstance(one, YearRecord) and not lint_problems(data, one, today=day)
    ][:PUPILS]
    names = [one.pupil.name for one in found]
    for number, record in enumerate(found):
        yield _renamed(record, number, names)


def _renamed(record: YearRecord, number: int, names: Sequence[str]) -> YearRecord:
    """The record under the other school's names: pupil, teachers, head, school."""
    first, last = names[number].rsplit(" ", 1)[0], names[(number + 5) % len(names)].rsplit(" ", 1)[1]
    pupil = replace(
        record.pupil,
        name=f"{first} {last}",
        personal_id=f"{record.pupil.personal_id[:6]}{_FIRST_PUPIL + number}",
        ministry_id=f"{record.pupil.ministry_id[:-6]}{_FIRST_PUPIL + number}",
    )
    school = replace(record.school, code=CODE, name=NAME, commune=AREA[1])
    order = [person.personal_id for person in _people(record)]
    assessment = record.assessment
    if isinstance(assessment, Assessment):
        parts = tuple(replace(part, teacher=_other(part.teacher, order)) for part in assessment.parts)
        assessment = replace(assessment, parts=parts)
    head = _other(record.manager.person, order)
    return replace(
        record,
        record_identifier=record_identifier(pupil.personal_id, school.level_code, record.school_year),
        pupil=pupil,
        school=school,
        assessment=assessment,
        homeroom_teacher=_other(record.homeroom_teacher, order),
        manager=replace(record.manager, name=head.name, personal_id=head.personal_id),
        history=tuple(replace(year, school_name=NAME) for year in record.history),
    )


def _people(record: YearRecord) -> list[Person]:
    """Everybody who signs, each once, in a fixed order."""
    teachers = [part.teacher for part in record.assessment.parts]
    found = {one.personal_id: one for one in (record.manager.person, record.homeroom_teacher, *teachers)}
    return list(found.values())


def _other(person: Person, order: Sequence[str]) -> Person:
    place = order.index(person.personal_id)
    names = _WOMEN if int(person.personal_id[3]) % 2 else _MEN
    same = [one for one in order if int(one[3]) % 2 == int(person.personal_id[3]) % 2]
    return Person(names[same.index(person.personal_id)], f"{person.personal_id[:6]}{_FIRST_TEACHER + place}")


def _role(record: YearRecord, person: Person) -> DemoRole:
    return DemoRole.HEAD if person.personal_id == record.manager.personal_id else DemoRole.TEACHER
