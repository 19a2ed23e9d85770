"""Accepted records become signed lists (Decision 32/QĐ-THPĐ, chapter I art. 5(3)(a)-(b), chapter I art. 4(2)).

Files are read and signed outside any transaction; one short transaction then writes message and lines together, and
only if each record is still current and in no other list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import structlog
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from hocba.errors import DocumentError, HocbaError, SigningRefused
from hocba.exchange.packages import draft_packages
from hocba_web.audit import services as audit
from hocba_web.audit.services import Acting
from hocba_web.base.refusals import Refused
from hocba_web.ministry.models import Certificate, Line, Message, Withdrawal
from hocba_web.ministry.services.certificates import registered, the_seal
from hocba_web.ministry.services.outbox.putting import put
from hocba_web.register import files
from hocba_web.register.facts import Seal
from hocba_web.register.models import Number
from hocba_web.register.selectors import records

AT_ONCE = 500
"""Records that one round reads and signs; a list holds as many of them as 10 MB take."""
log = structlog.get_logger("hocba.ministry")


def candidates(areas: Collection[str] | None = None, *, until: datetime | None = None) -> QuerySet[Number]:
    """Current records that the warehouse does not have, oldest first; not those that a school asked to recall.

    Args:
        areas: codes of areas; None: the whole province.
        until: only those accepted by then, aware; None: all.
    """
    busy = Line.objects.filter(uuid=OuterRef("uuid")).exclude(state=Line.State.REFUSED, dealt_at__isnull=False)
    # The ministry takes one record a pupil and year: the recalled or replaced one goes out before its successor comes.
    leaving = Withdrawal.objects.filter(
        uuid__in=Number.objects.filter(
            personal_id=OuterRef(OuterRef("personal_id")), school_year=OuterRef(OuterRef("school_year"))
        ).values("uuid"),
        state__in=Withdrawal.OPEN,
    )
    found = Number.objects.filter(state=Number.State.CURRENT, reported_at=None)
    found = found.exclude(recalls__state__in=("waiting", "ministry"))
    if areas is not None:
        found = found.filter(school__area_code__in=list(areas))
    if until is not None:
        found = found.filter(accepted_at__lte=until)
    return found.exclude(Exists(busy)).exclude(Exists(leaving)).order_by("school_year", "accepted_at", "uuid")


def prepare(
    *,
    officer: Acting | None,
    areas: Collection[str] | None,
    at: datetime,
    real_at: datetime,
    most: int = AT_ONCE,
    until: datetime | None = None,
) -> list[Message]:
    """Sign lists of the oldest waiting records of one school year and put them into the outbox.

    Args:
        officer: who sends; None: the clock.
        areas: of whose schools; None: the whole province.
        at: product clock, aware, UTC: time of the signature.
        real_at: the machine's clock.
        most: records at once.
        until: only records accepted by then, aware; None: all.

    Returns:
        The messages; none where nothing waits, or somebody else took it meanwhile.

    Raises:
        Refused: MINISTRY_NO_SEAL, MINISTRY_CERTIFICATE_NOT_APPROVED.
        UsageError, SignerFailed: the Sở's key cannot be used.
    """
    seal = the_seal()
    waiting = candidates(areas, until=until)
    first = waiting.first()
    if first is None:
        return []
    certificate = registered(seal, school_year=first.school_year, at=at, real_at=real_at)
    if certificate.status != Certificate.Status.APPROVED:
        raise Refused("MINISTRY_CERTIFICATE_NOT_APPROVED", where=certificate.serial)
    wanted = list(waiting.filter(school_year=first.school_year)[:most])
    contents = _contents(wanted, at)
    made: list[Message] = []
    for uuids, data in _signed(wanted, contents, seal, at):
        message = _write(uuids, data, certificate, officer=officer, at=at, real_at=real_at)
        if message is not None:
            made.append(message)
    return made


def _contents(wanted: Sequence[Number], at: datetime) -> dict[UUID, bytes]:
    """Files of the records; one that cannot be read is put aside with the reason."""
    found: dict[UUID, bytes] = {}
    for number in wanted:
        try:
            found[number.uuid] = records.xml(number.uuid)
        except HocbaError as error:
            put_aside(number, error, at)
    return found


def _signed(
    wanted: Sequence[Number], contents: dict[UUID, bytes], seal: Seal, at: datetime
) -> list[tuple[tuple[UUID, ...], bytes]]:
    """Signed lists; a record that cannot stand in one is put aside, and the others are tried without it."""
    numbers = {number.uuid: number for number in wanted}
    chain = seal.signer.chain
    while contents:
        reading = _Reading(contents)
        try:
            drafts = list(draft_packages(reading, chain, seal.algorithm, at, sender=seal.name))
        except (DocumentError, SigningRefused) as error:
            # Anything else that signing refuses is the certificate's fault and no record's.
            if reading.uuid is None or (isinstance(error, SigningRefused) and error.code != "SIGNING_TIME_ORDER"):
                raise
            del contents[reading.uuid]
            put_aside(numbers[reading.uuid], error, at)
            continue
        values = seal.signer.sign([draft.to_be_signed for draft in drafts], seal.algorithm)
        return [(draft.uuids, draft.embed(value)) for draft, value in zip(drafts, values, strict=True)]
    return []


class _Reading:
    """The files one by one; knows whose is being looked at when something is wrong with it."""

    def __init__(self, contents: Mapping[UUID, bytes]) -> None:
        self._contents = contents
        self.uuid: UUID | None = None

    def __iter__(self) -> Iterator[bytes]:
        for uuid, data in self._contents.items():
            self.uuid = uuid
            yield data


@transaction.atomic
def put_aside(number: Number, error: HocbaError, at: datetime) -> None:
    """Note that a record cannot go, and why; an officer lets it go again when the cause is gone."""
    log.warning("record_not_reported", school_id=number.school_id, code=error.code)
    Line.objects.create(
        uuid=number.uuid,
        school_id=number.school_id,
        school_year=number.school_year,
        state=Line.State.REFUSED,
        error=error.code,
        answered_at=at,
    )


def _write(
    uuids: Sequence[UUID],
    data: bytes,
    certificate: Certificate,
    *,
    officer: Acting | None,
    at: datetime,
    real_at: datetime,
) -> Message | None:
    sha256 = files.put(data)
    try:
        with transaction.atomic():
            current = Number.objects.filter(uuid__in=uuids, state=Number.State.CURRENT)
            # Locked in the order in which codes are told and groups closed.
            numbers = {number.uuid: number for number in current.select_for_update().order_by("uuid")}
            if len(numbers) != len(uuids):  # one was recalled meanwhile: the list would report it
                return None
            message = put(
                Message.Kind.REPORT,
                certificate,
                numbers[uuids[0]].school_year,
                made_by=officer.user_id if officer else None,
                at=at,
                real_at=real_at,
                sha256=sha256,
                records=len(uuids),
                signed_at=at,
            )
            Line.objects.bulk_create(
                Line(
                    message=message,
                    uuid=uuid,
                    school_id=numbers[uuid].school_id,
                    school_year=numbers[uuid].school_year,
                    position=position,
                )
                for position, uuid in enumerate(uuids)
            )
            audit.record(
                actor=officer,
                action="ministry.report.prepared",
                subject=("ministry_message", message.pk),
                at=at,
                school_id=None,
                details={"message": message.message_id, "records": len(uuids), "year": message.school_year},
            )
    except IntegrityError:  # another job has one of them in its list
        return None
    return message
