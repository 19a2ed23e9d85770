"""What a family brings from the other school is verified, then kept read-only; what does not pass is not believed.

Source: Circular 28/2020/TT-BGDĐT, art. 36(2); after Decision 1789/QĐ-SGDĐT, art. 22(1): data are inherited.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hocba.regulation.working_days import due
from hocba.verification import Policy
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action
from hocba_web.accounts.roles import Role
from hocba_web.audit import services as audit
from hocba_web.base.clock import local
from hocba_web.base.refusals import Refused
from hocba_web.base.text import fold
from hocba_web.schools.services.attachments import Upload
from hocba_web.signatures.selectors import trust
from hocba_web.submission.models import Arrival, InheritedFile
from hocba_web.submission.services import store
from hocba_web.submission.transfers.assembling import SOURCE
from hocba_web.submission.transfers.dossier.reading import Found, Judged, judge, unpack
from hocba_web.submission.transfers.notices import tell_roles
from hocba_web.submission.transfers.services.arrivals import State, held, trace

Kind = InheritedFile.Kind
_OPEN = (State.AGREED, State.RECEIVED)


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of an upload."""

    kept: int
    refused: int
    known: int
    """Files that were brought before."""


def bring(
    *, actor: Actor, arrival_id: int, files: Sequence[Upload], papers: Sequence[Upload], at: datetime, real_at: datetime
) -> Brought:
    """Verify and keep a dossier, as one archive or file by file.

    Args:
        actor: the registrar.
        arrival_id: a child whom the principal agreed to take in.
        files: signed records and hand-over documents, archives with them.
        papers: scans of other papers; not verified and never shown as true.
        at: product clock, aware, UTC.
        real_at: the machine's clock: certificates are judged by it.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: ARRIVAL_NOT_AGREED, DOSSIER_EMPTY, DOSSIER_ARCHIVE_BROKEN, DOSSIER_TOO_LARGE.
        OSError: the storage cannot take a file; nothing was noted then.
    """
    arrival = held(actor, Action.PUPIL_TRANSFER_IN, arrival_id, _OPEN, "ARRIVAL_NOT_AGREED")
    if not files and not papers:
        raise Refused("DOSSIER_EMPTY", where="dossier", source=SOURCE)
    unpacked = unpack(files)
    found = judge(unpacked, Policy(validation_time=real_at, trust=trust.store()))
    loose = (*unpacked.papers, *unpacked.receipts, *(Found(one.name, one.content) for one in papers))
    with transaction.atomic():
        # Held again: verification took its time, and nobody waited for it.
        arrival = held(actor, Action.PUPIL_TRANSFER_IN, arrival_id, _OPEN, "ARRIVAL_NOT_AGREED", lock=True)
        rows = [_row(one, real_at) for one in _fitting(arrival, found)]
        rows += [_paper(one) for one in loose]
        contents = {one.file.sha256: one.file.content for one in found} | {one.sha256: one.content for one in loose}
        contents |= {Found("", one.signed_xml).sha256: one.signed_xml for one in found if one.passed}
        made = _keep(arrival, actor, rows, contents, at)
        kept = sum(row.kept for row in made)
        audit.record(
            actor=actor,
            action="submission.dossier.brought",
            subject=("arrival", arrival.pk),
            at=at,
            school_id=arrival.school_id,
            pupils=[arrival.pupil_id] if arrival.pupil_id else [],
            details={
                "kept": kept,
                "refused": len(made) - kept,
                "codes": ",".join(sorted({row.code for row in made if row.code}))[:80],
            },
        )
    return Brought(kept, len(made) - kept, len(rows) - len(made))


@transaction.atomic
def receive(*, actor: Actor, arrival_id: int, on: date, at: datetime) -> Arrival:
    """Note that the dossier is complete; from that day the principal has three working days to place the child.

    Args:
        actor: the registrar.
        arrival_id: which child.
        on: day on which the family handed it in.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: ARRIVAL_NOT_AGREED, DOSSIER_EMPTY, ARRIVAL_DAY.
    """
    arrival = held(actor, Action.PUPIL_TRANSFER_IN, arrival_id, (State.AGREED,), "ARRIVAL_NOT_AGREED", lock=True)
    if not arrival.files.filter(kept=True).exists():
        raise Refused("DOSSIER_EMPTY", where="dossier", source=SOURCE)
    if not arrival.applied_on <= on <= local(at).date():
        raise Refused("ARRIVAL_DAY", where="on", since=f"{arrival.applied_on:%d/%m/%Y}")
    arrival.received_on, arrival.place_due, arrival.state = on, due(on), State.RECEIVED
    arrival.save(update_fields=["received_on", "place_due", "state"])
    trace(actor, "submission.dossier.received", arrival, at)
    text = (
        f"Đã nhận đủ hồ sơ một học sinh chuyển đến khối {arrival.grade}, chờ xếp lớp. Hạn {arrival.place_due:%d/%m/%Y}."
    )
    tell_roles(arrival.school_id, [Role.PRINCIPAL], "submission.transfer.turn", text, at)
    return arrival


def _fitting(arrival: Arrival, found: Iterable[Judged]) -> list[Judged]:
    """What is this child's; the rest is refused: another child's, a second record of a year, a PDF of another XML."""
    rows = arrival.files.filter(kept=True).exclude(personal_id="")
    whose = set(rows.values_list("personal_id", flat=True))
    years = dict(rows.filter(kind=Kind.RECORD).values_list("first", "uuid"))
    xml = {row.uuid: row.sha256 for row in rows.filter(media="xml")}
    fits = []
    for one in sorted(found, key=lambda each: each.media != "xml"):  # a PDF is compared with its XML
        judged = _fit(arrival, one, whose, years, xml) if one.passed else one
        if judged.passed:
            whose.add(judged.pupil.personal_id)
            uuid = str(judged.content.lookup_uuid)
            if judged.record is not None:
                years[judged.record.school_year.first] = uuid
            if judged.media == "xml":
                xml[uuid] = judged.file.sha256
        fits.append(judged)
    return fits


def _fit(
    arrival: Arrival, one: Judged, whose: Collection[str], years: dict[int | None, str], xml: dict[str, str]
) -> Judged:
    pupil, uuid = one.pupil, str(one.content.lookup_uuid)
    same = fold(pupil.name) == fold(arrival.name) and pupil.born == arrival.born
    if not same or (whose and pupil.personal_id not in whose):
        return one.refused("DOSSIER_OTHER_PUPIL")
    if one.record is not None and years.get(one.record.school_year.first, uuid) != uuid:
        return one.refused("DOSSIER_YEAR_TWICE", year=str(one.record.school_year))
    inside = Found("", one.signed_xml).sha256
    if xml.get(uuid, inside) != inside:
        return one.refused("DOSSIER_PAIR_DIFFERS")
    return one


def _row(one: Judged, real_at: datetime) -> InheritedFile:
    row = InheritedFile(
        kind=Kind.UNKNOWN,
        media=one.media,
        name=one.file.name,
        sha256=one.file.sha256,
        size=len(one.file.content),
        kept=one.passed,
        verdict=one.verdict,
        code=one.code,
        place=one.place,
        params={name: str(value)[:200] for name, value in one.params.items()},
        demo=one.demo,
        verified_at=real_at,
    )
    if one.passed:
        content = one.content
        row.xml_sha256 = Found("", one.signed_xml).sha256
        row.kind = Kind.RECORD if one.record is not None else Kind.HANDOVER
        row.uuid, row.first = str(content.lookup_uuid), content.school_year.first
        row.class_name, row.school_name = content.class_name[:20], content.school.name[:200]
        row.personal_id = content.pupil.personal_id[:12]
    return row


def _paper(one: Found) -> InheritedFile:
    ending = one.name.rpartition(".")[2].lower() if "." in one.name else ""
    return InheritedFile(
        kind=Kind.PAPER, media=ending[:4], name=one.name, sha256=one.sha256, size=len(one.content), kept=True
    )


def _keep(
    arrival: Arrival, actor: Actor, rows: Iterable[InheritedFile], contents: dict[str, bytes], at: datetime
) -> list[InheritedFile]:
    known = set(arrival.files.values_list("sha256", "kept"))
    made = []
    for row in rows:
        if (row.sha256, row.kept) in known or (not row.kept and (row.sha256, True) in known):
            continue
        if row.kept:
            for digest in {row.sha256, row.xml_sha256} - {""}:
                store.put(contents[digest])
        row.arrival, row.school_id = arrival, arrival.school_id
        row.brought_by_id, row.brought_at = actor.user_id, at
        row.save(force_insert=True)
        known.add((row.sha256, row.kept))
        made.append(row)
    return made
