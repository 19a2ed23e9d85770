"""An authority with one school that exchanges with it: keys, certificates, signed records, and a way to send."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from itertools import count
from uuid import UUID

from cryptography.hazmat.primitives.serialization import Encoding
from django.test import Client, TestCase

from hocba.documents.rendition import Stage, form_of, render
from hocba.documents.xml import DECLARATION, RecallItem, read_record
from hocba.exchange import build_packages, build_recall, encode_content
from hocba.exchange.drafts import draft_list
from hocba.exchange.messages import (
    Answer,
    AskApproval,
    AskResult,
    Login,
    Recall,
    RegisterCertificate,
    Request,
    Results,
    Submit,
    parse_answer,
    request_json,
)
from hocba.model import PupilIdentity, SchoolYear, YearRecord
from hocba.signature_profile import list_format, profile
from hocba_web.gateway.models import Certificate
from hocba_web.gateway.services import certificates, units
from hocba_web.officers.actor import Officer
from hocba_web.officers.models import Appointment
from hocba_web.officers.roles import OfficerRole
from hocba_web.register.models import Recall as Asked
from hocba_web.register.models import School
from hocba_web.register.services import recalls
from support.keys import Staff, TestKey, algorithm_for, sign_record, staff_of
from support.records import sample_record
from support.sealed import LOOKUP, SEALED_AT, lines_of, seal_pdf, signed_xml
from support.web.authority_keys import AUTHORITY, NOW, PASSWORD, SIGNED_AT, write_keys
from support.web.authority_site import make_officer

__all__ = ["AUTHORITY", "NOW", "PASSWORD", "SIGNED_AT", "write_keys"]
ADDRESS = "/api/hoc-ba/v1/giao-dich"
YEAR = SchoolYear(2025)
LISTED_AT = SIGNED_AT + timedelta(hours=1)
_SERIAL = count(1)


def record_of(number: int, **changes: object) -> YearRecord:
    """The sample record for another invented pupil; the same number is the same pupil and look-up UUID."""
    sample = sample_record()
    pupil: PupilIdentity = replace(
        sample.pupil, personal_id=f"022216{number:06}", ministry_id=f"22{number:08}", name=f"Nguyễn Thử {number}"
    )
    made: dict[str, object] = {"lookup_uuid": UUID(int=number, version=4), "pupil": pupil}
    return replace(sample, **(made | changes))


@cache
def staff() -> Staff:
    """The school's people and its seal."""
    return staff_of(sample_record(), kind="p256")


@cache
def sealed(number: int) -> bytes:
    """The signed and sealed file of `record_of(number)`."""
    return seal(record_of(number))


def seal(record: YearRecord) -> bytes:
    """Sign a record in every slot."""
    return sign_record(record, profile(), staff(), SIGNED_AT)


def package(*records: bytes, signer: TestKey | None = None, sender: str | None = None) -> bytes:
    """A signed list of these records."""
    key = signer or staff().seal
    (found,) = build_packages(records, key, algorithm_for(key), LISTED_AT, sender=sender)
    return found


@dataclass(slots=True)
class Sender:
    """A school that sends."""

    school: School
    login: Login
    client: Client = field(default_factory=Client)

    def id(self) -> str:
        """A message id that was not used."""
        return f"m-{next(_SERIAL)}"

    def post(self, body: bytes, **headers: object):  # Django's test response
        """Send bytes as they are."""
        with TestCase.captureOnCommitCallbacks(execute=True):
            return self.client.post(ADDRESS, body, content_type="application/json", **headers)

    def send(self, request: Request[Answer]):  # the request's own answer
        """Send a request and read its answer."""
        return parse_answer(self.post(request_json(request)).content, request)

    def submit(self, *records: bytes, message_id: str = "", whole: bytes = b"") -> Submit:
        """A submission, not sent yet."""
        content = encode_content(whole or package(*records))
        return Submit(login=self.login, school_year=YEAR, message_id=message_id or self.id(), content=content)

    def ask(self, about: Submit, **more: object) -> AskResult:
        """The question what became of it."""
        return AskResult(login=self.login, school_year=YEAR, message_id=self.id(), about=about.message_id, **more)

    def judged(self, *records: bytes, **more: object) -> Results:
        """Submit and ask."""
        request = self.submit(*records)
        assert not self.send(request).refused
        return self.send(self.ask(request, **more))

    def certificate(self, key: TestKey | None = None, **changes: object) -> RegisterCertificate:
        """A registration, not sent yet."""
        leaf = (key or staff().seal).certificate
        made = {
            "login": self.login,
            "school_year": YEAR,
            "message_id": self.id(),
            "serial_number": f"{leaf.serial_number:X}",
            "valid_from": leaf.not_valid_before_utc.date(),
            "signature_kind": "01",
            "issuer": "Test",
            "certificates": leaf.public_bytes(Encoding.PEM).decode(),
        }
        return RegisterCertificate(**(made | changes))

    def approval(self, key: TestKey | None = None) -> AskApproval:
        """The question whether it is approved."""
        serial = f"{(key or staff().seal).certificate.serial_number:X}"
        return AskApproval(login=self.login, school_year=YEAR, message_id=self.id(), serial_number=serial)

    def recall(self, *records: bytes, **changes: object) -> Recall:
        """A recall of these records, not sent yet."""
        items = [replace(RecallItem.of(read_record(data).record), **changes) for data in records]
        key = staff().seal
        content = encode_content(build_recall(items, key, algorithm_for(key), LISTED_AT))
        reasons = {item.lookup_uuid: "Sai họ tên" for item in items}
        return Recall(login=self.login, school_year=YEAR, message_id=self.id(), content=content, reasons=reasons)


def make_sender(code: str = "", name: str = "", *, area_code: str = "A1") -> Sender:
    """A school with a login; by default the one of the sample record."""
    identity = sample_record().school
    school = units.put_school(
        code=code or identity.code, name=name or identity.name, area_code=area_code, area_name="Phường Thử"
    )
    given = units.give_login(None, school, user_name="vanthu", at=NOW)
    return Sender(school, Login.of(given.unit, given.user_name, given.password, given.token))


def officer(role: OfficerRole) -> Officer:
    """Somebody of the whole province in that role, the same one whenever asked for in a test."""
    found = Appointment.objects.filter(role=role.value).select_related("user").first()
    if found is None:
        return make_officer(role)
    return Officer(user_id=found.user_id, name=found.user.get_full_name(), role=role)


def decide_certificate(found: Certificate, *, approve: bool = True, answer: str = "") -> Certificate:
    """One officer prepares, another decides."""
    prepared = certificates.prepare(officer(OfficerRole.INTAKE), found.id, approve=approve, note="", at=NOW)
    decider = officer(OfficerRole.DECIDER)
    return certificates.decide(decider, prepared.public_id, agree=approve, answer=answer, at=NOW)


def decide_recall(found: Asked, *, agree: bool = True, answer: str = "") -> Asked:
    """The same for a recall."""
    prepared = recalls.prepare(officer(OfficerRole.INTAKE), found.id, agree=agree, note="", at=NOW)
    return recalls.decide(officer(OfficerRole.DECIDER), prepared.public_id, agree=agree, answer=answer, at=NOW)


def digest_of(data: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@cache
def sealed_pair(number: int) -> tuple[bytes, bytes]:
    """XML and sealed PDF of `record_of(number)`."""
    record, how = record_of(number), "ecdsa-sha256"
    xml = signed_xml(record, staff(), algorithm=how)
    form = form_of(record, lines_of(record, staff()), stage=Stage.SEALED, lookup_address=LOOKUP, demo=False)
    unsealed = render(form, sealed_xml=xml, created_at=SEALED_AT)
    return xml, seal_pdf(unsealed, record, staff().seal, algorithm=how)


def forced(*records: bytes) -> bytes:
    """A list signed by the school whatever stands in it: what other software may send."""
    elements = []
    for number, data in enumerate(records):
        element = data.removeprefix(DECLARATION)
        elements.append((UUID(int=number), element, element))
    key = staff().seal
    how = algorithm_for(key)
    draft = draft_list(list_format(), elements, key.chain, how, LISTED_AT)
    return draft.embed(key.sign([draft.to_be_signed], how)[0])
