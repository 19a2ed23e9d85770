"""What the register says of a file, and to whom.

Who forges a file must learn nothing from it: the register is asked about another content than its own only where the
school's seal on the file is good, and then names places, never values. Where the file is the register's own record,
nothing can be learned that the file does not say.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from hocba.documents.papers import PAPER_VERSION
from hocba_web.portal.verifying.examining import examine
from hocba_web.portal.verifying.verdicts import Register
from hocba_web.register.selectors import copies, records
from hocba_web.register.selectors.records import Standing

Place = tuple[str, str, str]
"""Section, item and field of a record (`hocba.model.changes`)."""


@dataclass(frozen=True, slots=True)
class Consulted:
    """The answer, and what is known of the file after it."""

    register: Register
    found: dict[str, Any]
    """`hocba.verification.described`; examined again where the register proves since when the file exists."""
    standing: Standing | None = None
    """Given only where something of it may be told."""
    differs: tuple[Place, ...] = ()
    """Where the file is another one than the register's; empty also where it may not be told."""


def consult(data: bytes, found: dict[str, Any], *, at: datetime) -> Consulted:
    """Ask the register about one file that is no package.

    Args:
        data: the whole file.
        found: what was found out about it.
        at: aware, UTC; the time at which certificates are judged.

    Raises:
        Busy, TooHeavy: see `examine`.
    """
    answer = _of_copy(data, found) or compare(found)
    standing = answer.standing
    if standing is None:
        return answer
    if answer.register is not Register.DIFFERS:
        if found["indication"] == "TOTAL_PASSED":
            return answer
        # The register proves that the file existed when it was accepted: certificates are judged at that moment.
        again = examine(data, at=at, proof=standing.accepted_at)
        return Consulted(answer.register, again, standing)
    held = records.held(standing.uuid)
    if held is None or found["seal"]["certificate"] != held.certificate:
        return Consulted(Register.DIFFERS, found)  # another key than the one that sealed what is held: name nothing
    again = examine(data, at=at, held=records.xml(standing.uuid))
    return Consulted(Register.DIFFERS, again, standing, tuple((a, b, c) for a, b, c in again["differs"] or ()))


def _of_copy(data: bytes, found: dict[str, Any]) -> Consulted | None:
    """Where the record stands of which the file is the authority's own copy; None where the file is none.

    It is known by its digest: whoever holds these very bytes has read what is in them.
    """
    if found["profile"] != PAPER_VERSION or found["indication"] != "TOTAL_PASSED":
        return None
    uuid = copies.record_of(hashlib.sha256(data).hexdigest())
    standing = records.standing(uuid) if uuid else None
    return Consulted(Register(standing.state), found, standing) if standing else None


def compare(found: dict[str, Any]) -> Consulted:
    """The same without looking at the file once more: for the records of a package."""
    if found["record"] is None or found["claims"] is None or found["digest"] is None:
        return Consulted(Register.NO_RECORD, found)
    standing = records.standing(UUID(found["record"]["uuid"]))
    if standing is not None and standing.record_digest == found["digest"]:
        return Consulted(Register(standing.state), found, standing)
    if found["seal"] is None or not found["seal"]["good"]:
        return Consulted(Register.NOT_ASKED, found)
    if standing is None:
        return Consulted(Register.ABSENT, found)
    return Consulted(Register.DIFFERS, found, standing)
