"""A family and the record that the register holds of their child."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from uuid import UUID

import altcha
from django.test import Client

from hocba.documents.rendition import Stage, form_of, render
from hocba.documents.xml import read_record
from hocba.documents.xml.canonical import record_digest
from hocba.model import YearRecord
from hocba_web.base import clock
from hocba_web.portal.lookup.puzzle import puzzle
from hocba_web.register import files
from hocba_web.register.models import School
from hocba_web.register.services import codes
from support.keys import Staff, staff_of
from support.records import sample_record
from support.sealed import LOOKUP, SEALED_AT, lines_of, seal_pdf, signed_xml
from support.web.registering import AT, held

LOOK_UP = "/tra-cuu/"


@cache
def staff() -> Staff:
    """The school's people and its seal."""
    return staff_of(sample_record(), kind="p256")


@cache
def pair(number: int) -> tuple[YearRecord, bytes, bytes]:
    """A record of an invented pupil, its XML and its sealed PDF."""
    sample, how = sample_record(), "ecdsa-sha256"
    pupil = replace(
        sample.pupil, personal_id=f"022216{number:06}", ministry_id=f"22{number:08}", name=f"Nguyễn Thị Hoà {number}"
    )
    record = replace(sample, lookup_uuid=UUID(int=number, version=4), pupil=pupil, record_identifier=identifier(number))
    xml = signed_xml(record, staff(), algorithm=how)
    form = form_of(record, lines_of(record, staff()), stage=Stage.SEALED, lookup_address=LOOKUP, demo=False)
    unsealed = render(form, sealed_xml=xml, created_at=SEALED_AT)
    return record, xml, seal_pdf(unsealed, record, staff().seal, algorithm=how)


def identifier(number: int) -> str:
    """Mã định danh học bạ of an invented pupil."""
    return f"022216{number:06}-02-{sample_record().school_year}"


@dataclass(slots=True)
class Family:
    """Who holds a code."""

    record: YearRecord
    xml: bytes
    pdf: bytes
    code: str
    school: School

    @property
    def uuid(self) -> UUID:
        """Of the record."""
        return self.record.lookup_uuid

    def inputs(self, **changes: str) -> dict[str, str]:
        """The five inputs as typed; the puzzle comes beside them."""
        pupil = self.record.pupil
        typed = {
            "identifier": str(self.uuid),
            "name": pupil.name,
            "born": pupil.born.strftime("%d/%m/%Y"),
            "personal_id": pupil.personal_id,
            "code": self.code,
        }
        return typed | changes

    def look(self, client: Client, *, level: int = 0, **changes: str) -> Any:  # Django's test response
        """Solve a puzzle and ask."""
        return client.post(LOOK_UP, self.inputs(**changes) | {"altcha": solved(level)})


def solved(level: int = 0, given: dict[str, Any] | None = None) -> str:
    """A solved puzzle, as the widget puts it into the form."""
    made = given or puzzle(level, real_at=clock.real_now())
    found = altcha.solve_challenge(altcha.Challenge.from_dict(made))
    assert found is not None
    return b64encode(json.dumps({"challenge": made, "solution": found.to_dict()}).encode()).decode()


def family_of(school: School, number: int, *, with_pdf: bool = True, told: bool = True, **changes: Any) -> Family:
    """Hold a record and tell its code."""
    record, xml, pdf = pair(number)
    held(
        school,
        number,
        uuid=record.lookup_uuid,
        personal_id=record.pupil.personal_id,
        pupil_name=record.pupil.name,
        born=record.pupil.born,
        school_year=record.school_year.first,
        class_name=record.class_name,
        grade=record.grade,
        profile="school-2025",
        record_digest=record_digest(read_record(xml).root).hex(),
        file=files.put(xml),
        pdf=files.put(pdf) if with_pdf else "",
        **changes,
    )
    code = codes.tell([record.lookup_uuid], renew=(), at=AT)[record.lookup_uuid] if told else ""
    return Family(record, xml, pdf, code, school)
