"""A small province with something of everything, for tests of the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from hocba.model import ClosingGroup
from hocba_web.desk.messages.services import Recipients, send
from hocba_web.gateway.models import Certificate
from hocba_web.gateway.services import certificates
from hocba_web.gateway.services.units import give_login
from hocba_web.officers.actor import Officer
from hocba_web.officers.roles import OfficerRole
from hocba_web.register.models import Permit, Prepared, Recall, School
from hocba_web.register.services import closing, permits, recalls
from support.keys import demo_ca
from support.web.authority_site import AuthoritySite, make_officer
from support.web.registering import AT, YEAR, held, make_school


@dataclass(slots=True)
class Province:
    """Two areas, three schools, and work of every kind."""

    schools: list[School]
    intake: Officer
    decider: Officer
    certificate: Certificate
    """Waits to be prepared."""
    prepared_certificate: Certificate
    """Waits to be decided."""
    recall: Recall
    prepared_recall: Recall
    closing: Prepared
    late: Prepared
    permit: Permit
    message: object


def register_certificate(school: School, at: datetime = AT) -> Certificate:
    """A certificate of the school's own name, as type 3 leaves it."""
    key = demo_ca().seal(school.name, tax_code="0099000003", kind="p256")
    leaf = key.certificate
    pem = b"".join(one.public_bytes(Encoding.PEM) for one in (leaf, *key.issuers))
    return Certificate.objects.create(
        school=school,
        serial_number=f"{leaf.serial_number:X}",
        sha256=leaf.fingerprint(leaf.signature_hash_algorithm).hex(),
        chain=pem.decode(),
        signature_kind="01",
        issuer=leaf.issuer.rfc4514_string(),
        valid_from=leaf.not_valid_before_utc,
        valid_until=leaf.not_valid_after_utc,
        registered_at=at,
    )


@pytest.fixture
def province(authority_site: AuthoritySite) -> Province:
    """Work of every kind, as it comes."""
    at = authority_site.at
    intake, decider = make_officer(OfficerRole.INTAKE), make_officer(OfficerRole.DECIDER)
    schools = [make_school(), make_school(), make_school(area_code="B2", area_name="Xã Thử Hai")]
    first, second = register_certificate(schools[0]), register_certificate(schools[1])
    certificates.prepare(intake, second.pk, approve=True, note="Đã đối chiếu giấy đăng ký.", at=at)
    for number, school in enumerate([schools[0], schools[0], schools[1]]):
        held(school, number + 1)
    asked = [
        recalls.request(
            held(schools[0], number).uuid, school_id=schools[0].pk, message_id=f"m-{number}", reason="Sai họ tên", at=at
        )
        for number in (11, 12)
    ]
    recalls.prepare(intake, asked[1].pk, agree=True, note="Đã gọi điện cho trường.", at=at)
    give_login(None, schools[0], user_name="vanthu", at=at)
    today = date(2026, 5, 25)
    plan = closing.prepare(
        intake,
        school_year=YEAR,
        group=ClosingGroup.JUNE,
        scope=closing.Scope(area_code="A1"),
        on=date(2026, 6, 15),
        decision="",
        note="Theo quy chế.",
        at=at,
    )
    filed = [
        permits.prepare_late_intake(
            intake,
            school_id=school.pk,
            school_year=YEAR,
            group=ClosingGroup.JUNE,
            decision="310/QĐ-SGDĐT ngày 20/08/2026",
            valid=(today, today + timedelta(days=10)),
            note="Trường gửi muộn do mất điện.",
            at=at,
        )
        for school in schools[:2]
    ]
    permit = permits.decide(decider, filed[0].public_id, agree=True, answer="", at=at)
    message = send(
        officer=intake,
        subject="Nhắc hạn 15/6",
        text="Đề nghị các trường gửi học bạ trước ngày 10/6.",
        to=Recipients(everybody=True),
        at=at,
    )
    return Province(schools, intake, decider, first, second, asked[0], asked[1], plan, filed[1], permit, message)
