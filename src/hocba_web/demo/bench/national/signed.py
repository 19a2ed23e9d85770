"""Really signed packages of many schools, made once: python -m hocba_web.demo.bench.national.signed FOLDER SIZE.

Each school is the sample school again: its pupils and teachers have numbers of their own, so that every certificate but
the seal (the schools share a name) is another one. Only the core is needed for it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import partial
from itertools import groupby
from pathlib import Path
from uuid import UUID

from hocba.adapters.clock import VIETNAM, SystemClock
from hocba.adapters.demo_pki import DemoPerson, DemoSchool, make_demo_pki
from hocba.adapters.keyring import FolderKeyRing
from hocba.exchange import build_packages
from hocba.issuing import Plan, assemble, lint_problems
from hocba.model import Assessment, Person, YearRecord, record_identifier
from hocba.signature_profile import DEFAULT_PROFILE, Slot, profile
from hocba.signing import xades
from hocba.workbooks.school import SchoolData, load_school
from hocba_cli.sample import SAMPLE_SCHOOL, SAMPLE_YEAR
from hocba_web.demo.bench.national.sizes import Place, Size

SIGNED_AT = datetime(2026, 5, 25, 8, 0, tzinfo=VIETNAM)
LISTED_AT = datetime(2026, 5, 25, 9, 0, tzinfo=VIETNAM)
_FIRST_SCHOOL = 22_880_001


@dataclass(frozen=True, slots=True)
class Pupil:
    """What a family types, but for the code."""

    uuid: str
    name: str
    born: str
    """dd/mm/yyyy."""
    personal_id: str


@dataclass(frozen=True, slots=True)
class Package:
    """One class as its school sends it."""

    school: str
    file: str
    """Relative to the folder of packages."""
    pupils: tuple[Pupil, ...]


def packages(place: Place) -> list[Package]:
    """What was signed, in the order of schools and classes."""
    rows = json.loads(place.listed.read_text(encoding="utf-8"))
    return [Package(row["school"], row["file"], tuple(Pupil(**one) for one in row["pupils"])) for row in rows]


def make(place: Place, size: Size) -> list[Package]:
    """Sign everything, in a process a core, unless it is there."""
    if not place.listed.exists():
        place.packages.mkdir(parents=True, exist_ok=True)
        records = _sample(size.pupils)
        if not (place.keys / "people.json").exists():
            _make_keys(records, place.keys, size.schools)
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            made = pool.map(partial(_make_school, place, records), range(size.schools))
            found = [asdict(one) for school in made for one in school]
        place.listed.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    return packages(place)


def _sample(most: int) -> list[YearRecord]:
    data: SchoolData = load_school(SAMPLE_SCHOOL, SAMPLE_YEAR)
    day = SIGNED_AT.date()
    names = iter(range(1, 1_000_000))
    plan = Plan(created_on=day, planned_issue_on=day, new_uuid=lambda: _uuid("sample", next(names)))
    found = [
        one for one in assemble(data, plan) if isinstance(one, YearRecord) and not lint_problems(data, one, today=day)
    ]
    return found[:most]


def _make_keys(records: Sequence[YearRecord], folder: Path, schools: int) -> None:
    people: dict[str, DemoPerson] = {}
    for school in range(schools):
        for record in records:
            for one in _people(_of_school(record, school)):
                people.setdefault(one.personal_id, DemoPerson(one.name, one.personal_id))
    sample = records[0].school
    owner = DemoSchool(sample.name, authority_name=sample.authority_name)
    make_demo_pki(list(people.values()), owner, folder, now=SystemClock().now(), workers=os.cpu_count() or 1)


def _people(record: YearRecord) -> list[Person]:
    assessment = record.assessment
    teachers = [part.teacher for part in assessment.parts] if isinstance(assessment, Assessment) else []
    return [record.manager.person, record.homeroom_teacher, *teachers]


def _make_school(place: Place, records: Sequence[YearRecord], school: int) -> list[Package]:
    keys = FolderKeyRing(place.keys)
    own = [_of_school(record, school) for record in records]
    seal = keys.seal(own[0].school.name)
    made = []
    for name, pupils in groupby(own, key=lambda record: record.class_name):
        members = list(pupils)
        files = [_sign(record, keys) for record in members]
        for number, package in enumerate(build_packages(files, seal, keys.algorithm(seal), LISTED_AT)):
            file = f"{members[0].school.code}-{name}-{number}.xml"
            (place.packages / file).write_bytes(package)
        if number:
            raise ValueError(f"{file}: a class that fills more than one list")
        made.append(Package(members[0].school.code, file, tuple(_pupil(one) for one in members)))
    return made


def _pupil(record: YearRecord) -> Pupil:
    pupil = record.pupil
    return Pupil(str(record.lookup_uuid), pupil.name, f"{pupil.born:%d/%m/%Y}", pupil.personal_id)


def _of_school(record: YearRecord, school: int) -> YearRecord:
    """The record again in another school, its people with numbers of their own."""
    pupil = replace(
        record.pupil,
        personal_id=_numbered(record.pupil.personal_id, school),
        ministry_id=f"{2280 + school:04}{record.pupil.ministry_id[-6:]}",
    )
    assessment = record.assessment
    if isinstance(assessment, Assessment):
        parts = tuple(replace(part, teacher=_person(part.teacher, school)) for part in assessment.parts)
        assessment = replace(assessment, parts=parts)
    where = replace(record.school, code=str(_FIRST_SCHOOL + school))
    return replace(
        record,
        lookup_uuid=_uuid(school, record.lookup_uuid),
        record_identifier=record_identifier(pupil.personal_id, where.level_code, record.school_year),
        pupil=pupil,
        school=where,
        assessment=assessment,
        homeroom_teacher=_person(record.homeroom_teacher, school),
        manager=replace(record.manager, personal_id=_numbered(record.manager.personal_id, school)),
    )


def _uuid(*of: object) -> UUID:
    """The same number for the same record in every run."""
    return UUID(bytes=hashlib.sha256(repr(of).encode()).digest()[:16], version=4)


def _person(person: Person, school: int) -> Person:
    return replace(person, personal_id=_numbered(person.personal_id, school))


def _numbered(personal_id: str, school: int) -> str:
    """Sex and year stay; the six free digits move on by a number that keeps schools apart."""
    return f"{personal_id[:6]}{(int(personal_id[6:]) + 61_007 * (school + 1)) % 1_000_000:06}"


def _sign(record: YearRecord, keys: FolderKeyRing) -> bytes:
    draft = xades.Draft.write(record, profile(DEFAULT_PROFILE))
    for slot in draft.profile.slots:
        for person in _signers(draft, record, slot):
            signer = keys.person(person) if person else keys.seal(record.school.name)
            ready = xades.prepare(draft, slot.name, signer.chain, SIGNED_AT, keys.algorithm(signer))
            (value,) = signer.sign([ready.to_be_signed], ready.algorithm)
            draft = xades.embed_into(draft, ready, value, check_value=False)
    return draft.data


def _signers(draft: xades.Draft, record: YearRecord, slot: Slot) -> Iterator[str]:
    """Personal IDs in order; empty for the seal."""
    if slot.repeats:
        yield from draft.holders(slot)
    elif slot.holder == "organisation":
        yield ""
    else:
        signers = {"homeroom_teacher": record.homeroom_teacher.personal_id, "manager": record.manager.personal_id}
        yield signers[slot.role]
