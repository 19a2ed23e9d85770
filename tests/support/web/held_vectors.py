"""Files of tests/vectors at the portal: their trust, their time, and records of theirs that the register holds."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hocba.documents.xml import read_record
from hocba.verification import Policy, load_trust
from hocba.verification.described import described
from hocba_web.register import files
from hocba_web.register.models import Number, School
from support.web.registering import hold, judged

if TYPE_CHECKING:
    from support.web.authority_site import AuthoritySite

VECTORS = Path(__file__).resolve().parents[2] / "vectors"
MANIFEST: dict[str, Any] = json.loads((VECTORS / "manifest.json").read_text(encoding="utf-8"))
AT = datetime.fromisoformat(MANIFEST["at"]).astimezone(UTC)
"""The moment for which the vectors were made."""
ACCEPTED = datetime(2026, 5, 26, 3, 0, tzinfo=UTC)


def vector(name: str) -> bytes:
    """A file such as "golden/ecdsa.xml"."""
    return (VECTORS / name).read_bytes()


def trust_vectors(site: AuthoritySite, trust: str = "trust") -> None:
    """Have the site judge at the vectors' time under their trust; "" trusts nobody."""
    site.move(AT)
    site.settings.GATEWAY = site.settings.GATEWAY | {"trust": str(VECTORS / trust) if trust else ""}


def hold_vector(
    name: str, *, pdf: str = "", xml: bytes | None = None, at: datetime = ACCEPTED, **changes: Any
) -> Number:  # fields of Accepted
    """Have the register hold a vector, as the gateway would have accepted it.

    Args:
        name: of its XML.
        pdf: name of the sealed PDF that came with it.
        xml: another content under the same UUID, for what the register holds.
        at: when it was accepted.
        changes: of what was judged.
    """
    data = vector(name)
    content = xml or data
    found = described(data, Policy(validation_time=AT, trust=load_trust(VECTORS / "trust")))
    record = read_record(content).record
    code = record.school.code
    school = School.objects.filter(code=code).first() or School.objects.create(
        code=code, name=record.school.name, area_code="A1", area_name="Phường Thử"
    )
    members: dict[str, Any] = {
        "uuid": UUID(found["record"]["uuid"]),
        "pupil_name": record.pupil.name,
        "born": date(2016, 1, 1),
        "record_digest": found["digest"] if xml is None else hashlib.sha256(content).hexdigest(),
        "file": files.put(content),
        "pdf": hashlib.sha256(vector(pdf)).hexdigest() if pdf else "",
        "certificate": found["seal"]["certificate"],
    }
    (answer,) = hold(judged(school, 1, **(members | changes)), at=at).values()
    assert isinstance(answer, Number), answer
    return answer
