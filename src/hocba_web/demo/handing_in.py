"""What the neighbour's software would send over HTTP, through the same services, and what officers decide about it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from hocba.exchange import encode_content
from hocba.exchange.messages import Login, RegisterCertificate, Submit, UploadPdf
from hocba.model import SchoolYear
from hocba_web.demo import neighbour
from hocba_web.demo.family import write_family
from hocba_web.demo.neighbour import Neighbour
from hocba_web.demo.officers import officer_of
from hocba_web.gateway.models import Message
from hocba_web.gateway.services import certificates, intake, rehearsal, units
from hocba_web.gateway.services.judging import judge
from hocba_web.officers.roles import OfficerRole
from hocba_web.register.models import School
from hocba_web.register.services import codes

YEAR = SchoolYear(2025)
_CHECKED = "Đã đối chiếu với hồ sơ của trường."


def hand_in(folder: Path, made: Neighbour, *, at: datetime, real_at: datetime) -> None:
    """From the registration of the certificate to the code that a family is given.

    Args:
        folder: the authority's data.
        made: the class.
        at: product clock, aware.
        real_at: the machine's clock.
    """
    code, name = neighbour.AREA
    school = units.put_school(code=neighbour.CODE, name=neighbour.NAME, area_code=code, area_name=name)
    given = units.give_login(None, school, user_name=neighbour.CODE, at=at)
    login = Login.of(given.unit, given.user_name, given.password, given.token)
    _approve(made, login, at=at, real_at=real_at)
    for number, one in enumerate(made.issued, start=1):
        upload = UploadPdf(
            login=login, school_year=YEAR, message_id=f"pdf-{number}", uuid=one.record.lookup_uuid, pdf=one.pdf
        )
        intake.take_pdf(upload, school=school, at=at, real_at=real_at)
    submit = Submit(login=login, school_year=YEAR, message_id="lop-5a1", content=encode_content(made.package))
    intake.take(submit, school=school, at=at, real_at=real_at)
    judge(Message.objects.get(school=school, message_id="lop-5a1").pk, at=at, real_at=real_at)
    told = codes.tell([one.record.lookup_uuid for one in made.issued], renew=(), at=at)
    child = made.issued[0].record
    inputs = {
        "identifier": child.record_identifier,
        "name": child.pupil.name,
        "born": child.pupil.born.strftime("%d/%m/%Y"),
        "personal_id": child.pupil.personal_id,
        "code": told[child.lookup_uuid],
    }
    write_family(folder, inputs)


def _approve(made: Neighbour, login: Login, *, at: datetime, real_at: datetime) -> None:
    """The school registers its certificate, one officer checks it, another approves."""
    school = School.objects.get(code=login.unit)
    rehearsal.set_rules(None, school, at=at, approve_after=None)
    chain = [x509.load_der_x509_certificate(each) for each in made.certificates]
    leaf = chain[0]
    request = RegisterCertificate(
        login=login,
        school_year=YEAR,
        message_id="chung-thu-1",
        serial_number=f"{leaf.serial_number:X}",
        valid_from=leaf.not_valid_before_utc.date(),
        signature_kind="01",
        issuer=leaf.issuer.rfc4514_string()[:150],
        certificates="".join(each.public_bytes(Encoding.PEM).decode() for each in chain),
    )
    intake.take_certificate(request, school=school, at=at, real_at=real_at)
    certificate = school.certificates.get()
    row = certificates.prepare(
        officer_of(OfficerRole.INTAKE, at),
        certificate.pk,
        approve=True,
        note=_CHECKED,
        at=at,
    )
    certificates.decide(officer_of(OfficerRole.DECIDER, at), row.public_id, agree=True, answer="", at=at)
