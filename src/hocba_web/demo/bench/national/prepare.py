"""Fills the authority's empty database: python -m hocba_web.demo.bench.national.prepare FOLDER ROWS.

Schools with a login and an approved certificate, officers, and made-up rows. Prints {"copy_s": seconds}.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta
from pathlib import Path

import django
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from hocba.adapters.keyring import FolderKeyRing
from hocba.exchange.messages import Login, RegisterCertificate
from hocba.model import SchoolYear
from hocba.signing import Signer
from hocba_web.demo.bench.national.signed import LISTED_AT, packages
from hocba_web.demo.bench.national.sizes import Place

YEAR = SchoolYear(2025)
NOW = LISTED_AT + timedelta(hours=2)
"""Product clock when the day is played; the machine's goes on from there."""
_AREA = ("006784", "Phường Yên Tử")


def main(place: Place, rows: int) -> None:
    """Fill it."""
    django.setup()
    # Only now: models and settings exist once Django has started.
    from hocba_web.base import clock  # noqa: PLC0415
    from hocba_web.demo.bench.national.made_up import fill  # noqa: PLC0415
    from hocba_web.demo.officers import seed_officers  # noqa: PLC0415

    clock.set_demo_clock(NOW)
    copied = fill(rows, NOW) if rows else 0.0
    schools = list(dict.fromkeys(one.school for one in packages(place)))
    keys = FolderKeyRing(place.keys)
    seal = keys.seal(_name(place))
    seed_officers(schools[0], NOW)
    logins = {code: _admit(code, _name(place), seal, clock.real_now()) for code in schools}
    place.logins.write_text(json.dumps(logins), encoding="utf-8")
    print(json.dumps({"copy_s": round(copied, 1)}))  # noqa: T201  # the answer


def _name(place: Place) -> str:
    """The name that all these schools have."""
    people = json.loads((place.keys / "people.json").read_text(encoding="utf-8"))
    return next(str(one["who"]) for one in people if one["role"] == "seal" and not one["fault_code"])


def _admit(code: str, name: str, seal: Signer, real_at: datetime) -> dict[str, str]:
    """A school with a login whose certificate one officer checked and another approved."""
    from hocba_web.demo.officers import officer_of  # noqa: PLC0415  # Django has started
    from hocba_web.gateway.services import certificates, intake, rehearsal, units  # noqa: PLC0415
    from hocba_web.officers.roles import OfficerRole  # noqa: PLC0415

    school = units.put_school(code=code, name=name, area_code=_AREA[0], area_name=_AREA[1])
    given = units.give_login(None, school, user_name=code, at=NOW)
    rehearsal.set_rules(None, school, at=NOW, approve_after=None)
    chain = [x509.load_der_x509_certificate(each) for each in seal.chain]
    request = RegisterCertificate(
        login=Login.of(given.unit, given.user_name, given.password, given.token),
        school_year=YEAR,
        message_id="chung-thu-1",
        serial_number=f"{chain[0].serial_number:X}",
        valid_from=chain[0].not_valid_before_utc.date(),
        signature_kind="01",
        issuer=chain[0].issuer.rfc4514_string()[:150],
        certificates="".join(each.public_bytes(Encoding.PEM).decode() for each in chain),
    )
    intake.take_certificate(request, school=school, at=NOW, real_at=real_at)
    row = certificates.prepare(
        officer_of(OfficerRole.INTAKE, NOW), school.certificates.get().pk, approve=True, note="Đã đối chiếu.", at=NOW
    )
    certificates.decide(officer_of(OfficerRole.DECIDER, NOW), row.public_id, agree=True, answer="", at=NOW)
    return {"unit": code, "user_name": code, "password": given.password, "token": given.token}


if __name__ == "__main__":
    main(Place(Path(sys.argv[1])), int(sys.argv[2]))
