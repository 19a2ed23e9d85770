"""An authority with one school that exchanges with it: keys, certificates, signed records, and a way to send."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
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
from hocba_web.gateway.models import Unit
from hocba_web.gateway.services.units import give_login
from support.keys import Staff, TestKey, algorithm_for, demo_ca, sign_record, staff_of
from support.records import sample_record
from support.sealed import LOOKUP, SEALED_AT, lines_of, seal_pdf, signed_xml
from support.trust import trust_files

ADDRESS = "/api/hoc-ba/v1/giao-dich"
AUTHORITY = "Sở Giáo dục và Đào tạo Quảng Ninh"
YEAR = SchoolYear(2025)
SIGNED_AT = datetime(2026, 5, 25, 1, 0, tzinfo=UTC)
LISTED_AT = SIGNED_AT + timedelta(hours=1)
NOW = SIGNED_AT + timedelta(hours=2)
PASSWORD = "mat-khau-thu"
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


def write_keys(folder: Path) -> dict[str, str]:
    """Files of trust and seal, as `settings.GATEWAY` names them."""
    trust = folder / "trust"
    trust.mkdir()
    for name, data in trust_files(demo_ca()).items():
        (trust / name).write_bytes(data)
    key = demo_ca().seal(AUTHORITY, tax_code="0099000002", kind="p256")
    file = folder / "so.p12"
    protection = BestAvailableEncryption(PASSWORD.encode())
    file.write_bytes(
        pkcs12.serialize_key_and_certificates(b"so", key.key, key.certificate, list(key.issuers), protection)
    )
    return {"trust": str(trust), "seal": str(file), "seal_password": PASSWORD, "code_key": "x" * 40}


@dataclass(slots=True)
class Sender:
    """A school that sends."""

    unit: Unit
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


def make_sender(code: str = "", name: str = "") -> Sender:
    """A school with a login; by default the one of the sample record."""
    school = sample_record().school
    given = give_login(code=code or school.code, name=name or school.name, user_name="vanthu")
    login = Login.of(given.unit, given.user_name, given.password, given.token)
    return Sender(Unit.objects.get(code=given.unit), login)


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
