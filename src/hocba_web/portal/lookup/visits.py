"""What a look-up opens: some minutes in which its files may be fetched, and links that a family hands out."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import F

from hocba_web.audit import services as audit
from hocba_web.base.fleeting import unawaited
from hocba_web.base.refusals import Missing, Refused
from hocba_web.portal.models import FamilyLink, Visit
from hocba_web.register.selectors.lookup import code_mark

VISIT = timedelta(minutes=15)
LINK_HOURS = (24, 72, 168)
"""How long a family link may live."""
LINKS_AT_ONCE = 5
"""Links of one record that may be alive at a time."""
_VISITS_KEPT = timedelta(days=1)
_LINKS_KEPT = timedelta(days=30)
_SOURCE = "Decision 32/QĐ-THPĐ, chapter I art. 5(5)(c)"


class FileKind(Enum):
    """What may be fetched; the value stands in addresses."""

    PDF = "pdf"
    XML = "xml"
    ALL = "zip"


@dataclass(frozen=True, slots=True)
class Opened:
    """A visit, as its page needs it."""

    uuid: UUID
    token: str
    """Goes into the page's forms; its hash is stored."""
    by_code: bool
    left: frozenset[FileKind]
    """What was not fetched yet."""


def begin(uuid: UUID, *, real_at: datetime, by_code: bool) -> Opened:
    """Let the files of a record be fetched for `VISIT`, each once."""
    token = secrets.token_urlsafe(32)
    mark = code_mark(uuid)
    with unawaited():  # one that a power cut takes means looking up once more
        Visit.objects.create(
            token_hash=_hash(token), uuid=uuid, by_code=by_code, made_under=mark, until=real_at + VISIT
        )
    return Opened(uuid, token, by_code, frozenset(FileKind))


def resume(token: str, *, real_at: datetime) -> Opened:
    """The visit that a page's token belongs to.

    Raises:
        Missing: LOOKUP_VISIT_OVER: unknown, its minutes are over, or the code was renewed meanwhile.
    """
    row = Visit.objects.filter(token_hash=_hash(token), until__gt=real_at).first()
    if row is None or row.made_under != code_mark(row.uuid):
        raise Missing("LOOKUP_VISIT_OVER", minutes=_minutes())
    return Opened(row.uuid, token, row.by_code, frozenset(kind for kind in FileKind if _mark(kind) not in row.taken))


def take(token: str, kind: FileKind, *, school_id: int, at: datetime, real_at: datetime) -> UUID:
    """Fetch a file: once a kind and visit; leaves its trace.

    Returns:
        UUID of the record whose file may be handed out now.

    Raises:
        Missing: LOOKUP_VISIT_OVER.
        Refused: LOOKUP_FILE_TAKEN.
    """
    with transaction.atomic():
        row = Visit.objects.select_for_update().filter(token_hash=_hash(token)).first()
        opened = resume(token, real_at=real_at)
        if row is None or _mark(kind) in row.taken:
            raise Refused("LOOKUP_FILE_TAKEN", minutes=_minutes())
        row.taken += _mark(kind)
        row.save(update_fields=["taken"])
        audit.record(
            actor=None,
            action="portal.file.fetched",
            subject=("record", opened.uuid),
            at=at,
            school_id=school_id,
            details={"kind": kind.value, "way": "code" if opened.by_code else "link"},
        )
    return opened.uuid


def make_link(token: str, hours: int, *, school_id: int, at: datetime, real_at: datetime) -> str:
    """A link to hand out.

    Args:
        token: of a visit by the five inputs.
        hours: one of `LINK_HOURS`.
        school_id: the register's number of the record's school, for the trace.
        at: product clock, for the trace.
        real_at: the machine's clock, by which the link lives.

    Returns:
        What stands behind "#" in the address; shown once, only its hash is stored.

    Raises:
        Missing: LOOKUP_VISIT_OVER.
        Refused: LOOKUP_LINK_NOT_YOURS (the visit came by a link), LOOKUP_LINK_HOURS, LOOKUP_LINKS_ENOUGH.
    """
    with transaction.atomic():
        opened = _by_code(token, real_at)
        if hours not in LINK_HOURS:
            raise Refused("LOOKUP_LINK_HOURS")
        # Whoever counts holds all the family's visits: of two who make the last link at once, one waits and counts it.
        list(Visit.objects.select_for_update().filter(uuid=opened.uuid, by_code=True).order_by("pk"))
        if len(links_of(opened.uuid, real_at=real_at)) >= LINKS_AT_ONCE:
            raise Refused("LOOKUP_LINKS_ENOUGH", most=LINKS_AT_ONCE)
        made = _signer().sign(secrets.token_urlsafe(24))
        until = real_at + timedelta(hours=hours)
        FamilyLink.objects.create(
            token_hash=_hash(made),
            uuid=opened.uuid,
            made_under=Visit.objects.values_list("made_under", flat=True).get(token_hash=_hash(token)),
            made_at=real_at,
            until=until,
        )
        audit.record(
            actor=None,
            action="portal.link.made",
            subject=("record", opened.uuid),
            at=at,
            school_id=school_id,
            details={"hours": hours},
        )
    return made


def links_of(uuid: UUID, *, real_at: datetime) -> list[FamilyLink]:
    """Links of a record that are alive, newest first; without their tokens, which nobody has."""
    live = FamilyLink.objects.filter(uuid=uuid, until__gt=real_at, revoked_at=None)
    return list(live.filter(made_under=code_mark(uuid)))


def revoke_link(token: str, link_id: int, *, school_id: int, at: datetime, real_at: datetime) -> None:
    """End a link now; arguments as of `make_link`.

    Raises:
        Missing: LOOKUP_VISIT_OVER, LOOKUP_LINK_UNKNOWN.
        Refused: LOOKUP_LINK_NOT_YOURS.
    """
    with transaction.atomic():
        opened = _by_code(token, real_at)
        own = FamilyLink.objects.filter(pk=link_id, uuid=opened.uuid, revoked_at=None)
        if not own.update(revoked_at=real_at):
            raise Missing("LOOKUP_LINK_UNKNOWN")
        Visit.objects.filter(uuid=opened.uuid, by_code=False).delete()  # whoever came by it is out at once
        audit.record(
            actor=None, action="portal.link.revoked", subject=("record", opened.uuid), at=at, school_id=school_id
        )


def open_link(link: str, *, real_at: datetime) -> UUID:
    """The record that a link leads to; in the transaction in which the visit begins, so that withdrawing ends it.

    Raises:
        Missing: LOOKUP_LINK_UNKNOWN: forged, ended, withdrawn, of an older code; the same answer for all.
    """
    try:
        _signer().unsign(link)
    except BadSignature:
        raise Missing("LOOKUP_LINK_UNKNOWN") from None
    live = FamilyLink.objects.filter(token_hash=_hash(link), until__gt=real_at, revoked_at=None)
    row = live.first()
    if row is None or row.made_under != code_mark(row.uuid):
        raise Missing("LOOKUP_LINK_UNKNOWN")
    if not live.update(opened=F("opened") + 1, last_opened_at=real_at):  # withdrawn this moment
        raise Missing("LOOKUP_LINK_UNKNOWN")
    return row.uuid


def sweep(real_at: datetime) -> int:
    """Forget visits and links that ended long ago."""
    visits, _ = Visit.objects.filter(until__lt=real_at - _VISITS_KEPT).delete()
    links, _ = FamilyLink.objects.filter(until__lt=real_at - _LINKS_KEPT).delete()
    return visits + links


def _by_code(token: str, real_at: datetime) -> Opened:
    opened = resume(token, real_at=real_at)
    if not opened.by_code:
        raise Refused("LOOKUP_LINK_NOT_YOURS", source=_SOURCE)
    return opened


def _signer() -> Signer:
    """Forged links are refused before a table is asked."""
    return Signer(salt="hocba.portal.link", sep=".")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _mark(kind: FileKind) -> str:
    return f"|{kind.value}|"


def _minutes() -> int:
    return int(VISIT.total_seconds()) // 60
