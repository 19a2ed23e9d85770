"""From files to results: examined, compared with the register, remembered by number and digest only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language

from hocba.errors import UnreadableFile
from hocba.messages import Language, next_step, what
from hocba.verification.described import is_statement
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Refused
from hocba_web.portal import pace
from hocba_web.portal.verifying import qr, reports, shown, wording
from hocba_web.portal.verifying.consulting import Consulted, compare, consult
from hocba_web.portal.verifying.examining import Busy, TooHeavy, examine
from hocba_web.portal.verifying.uploads import Given
from hocba_web.portal.verifying.verdicts import (
    Register,
    Verdict,
    verdict_on,
    verdict_on_other,
    verdict_on_package,
)

MOST_AN_HOUR = 300
"""Files of one network address; a school behind one address takes in some hundred pupils in a day."""
_SHARE = 2.0
"""Seconds that count as one file more: who sends files that are slow to read uses up the hour by them."""


@dataclass(frozen=True, slots=True)
class _Proof:
    """That an authority held a record at a moment."""

    at: datetime
    authority: str
    """Organisation of the certificate that signed the receipt."""


@dataclass(frozen=True, slots=True)
class _Round:
    """One request: both clocks, and what receipts given with it prove, by digest of the record."""

    at: datetime
    real_at: datetime
    proofs: dict[str, _Proof]


class TooOften(Refused):
    """More files than one address may give within an hour."""

    status = 429


@dataclass(frozen=True, slots=True)
class Answers:
    """What is said of the files of one request."""

    results: tuple[shown.Result, ...]
    """Of those that were examined, in the order in which they were given."""
    refused: Refused | None = None
    """Why the others were not."""
    left: tuple[str, ...] = ()
    """Their names."""


def verify_files(files: Sequence[Given], *, address: str, at: datetime, real_at: datetime) -> Answers:
    """Verify each file alone; nothing of any is kept but what `IssuedReport` holds.

    Carries out Decision 32/QĐ-THPĐ, chapter I art. 5(5)(c), and Decision 32/QĐ-THPĐ, art. 2(6): signatures, then the
    copy that the authority holds.

    Args:
        files: what was given.
        address: of the network from which they came; only counted.
        at: product clock, aware, UTC: certificates are judged then, or when the register took the record.
        real_at: machine's clock.

    Raises:
        TooOften: VERIFY_TOO_OFTEN, not even one could be examined.
        Busy: VERIFY_BUSY, the same.
    """
    results: dict[Given, shown.Result] = {}
    refusal: Refused | None = None
    this = _Round(at, real_at, {})
    for one in sorted(files, key=lambda file: not is_statement(file.data)):  # receipts first: they prove times
        try:
            if _counted(address, real_at) > MOST_AN_HOUR:
                raise TooOften("VERIFY_TOO_OFTEN", most=MOST_AN_HOUR)  # noqa: TRY301  # as `examine` raises Busy
            began = perf_counter()
            results[one] = _verify(one, this)
        except (TooOften, Busy) as refused:
            if not results:
                raise
            refusal = refused
            break
        for _ in range(int((perf_counter() - began) / _SHARE)):
            _counted(address, real_at)
    names = {result.digest: result.name for result in results.values() if result.digest}
    return Answers(
        results=tuple(_matched(results[one], names) for one in files if one in results),
        refused=refusal,
        left=tuple(one.name for one in files if one not in results),
    )


def _counted(address: str, real_at: datetime) -> int:
    return pace.hit("verification", address, real_at=real_at)


def _verify(file: Given, this: _Round) -> shown.Result:
    if not file.data:
        return _unexamined(file, Verdict.EMPTY, this.at)
    try:
        found = examine(file.data, at=this.at)
        if found["kind"] == "package":
            return _of_package(file, found, this)
        _take_proof(found, this)
        consulted = consult(file.data, found, at=this.at)
        proof = _proof_for(consulted, this)
        if proof is not None:
            consulted = replace(consulted, found=examine(file.data, at=this.at, proof=proof.at))
    except UnreadableFile:
        return _unexamined(file, verdict_on_other(file.data), this.at)
    except TooHeavy:
        return _unexamined(file, Verdict.TOO_HEAVY, this.at)
    verdict = verdict_on(consulted.found, consulted.register)
    result = _result(file, consulted.found, verdict, [consulted], this)
    return replace(
        result,
        register=None if consulted.register is Register.NO_RECORD else _register(file, consulted),
        proven_at=proof.at if proof else None,
    )


def _take_proof(found: dict[str, Any], this: _Round) -> None:
    """Note what a receipt that passed proves."""
    if found["receipt"] is None or found["indication"] != "TOTAL_PASSED":
        return
    moment = shown.stated_time(found["receipt"]["proven_at"])
    if moment is not None and found["receipt"]["record_digest"]:
        authority = found["signatures"][0]["organisation"]
        this.proofs[found["receipt"]["record_digest"]] = _Proof(moment, authority)


def _proof_for(consulted: Consulted, this: _Round) -> _Proof | None:
    """A receipt of the authority above the school, where the register itself proves no time and one is needed."""
    found = consulted.found
    if found["indication"] != "INDETERMINATE" or consulted.standing is not None or not found["claims"]:
        return None
    proof = this.proofs.get(found["digest"] or "")
    authority = found["claims"]["authority"]
    if proof is None or proof.authority != authority or authority == found["record"]["school"]:
        return None  # no school is its own authority
    return proof


def _matched(result: shown.Result, names: Mapping[str, str]) -> shown.Result:
    if result.receipt is None:
        return result
    matches = names.get(result.receipt.record_digest, "")
    return replace(result, receipt=replace(result.receipt, matches=matches))


def _of_package(file: Given, found: dict[str, Any], this: _Round) -> shown.Result:
    answers = [compare(one) for one in found["records"]]
    verdicts = [verdict_on(one, answer.register) for one, answer in zip(found["records"], answers, strict=True)]
    verdict = verdict_on_package(found, verdicts)
    lines = tuple(
        shown.RecordLine(number, each, what(_code(each), language=_language()), shown.claim_of(one))
        for number, (one, each) in enumerate(zip(found["records"], verdicts, strict=True), start=1)
    )
    return _result(file, found, verdict, answers, this, records=lines)


def _unexamined(file: Given, verdict: Verdict, at: datetime) -> shown.Result:
    return shown.Result(file.name, len(file.data), file.sha256, verdict, *_words(verdict), as_of=at)


def _result(
    file: Given,
    found: dict[str, Any],
    verdict: Verdict,
    answers: Sequence[Consulted],
    this: _Round,
    *,
    records: tuple[shown.RecordLine, ...] = (),
) -> shown.Result:
    number = _remember(file, found, verdict, answers, this)
    checks = shown.checks_of(found, _language())
    address = settings.HOCBA.base_url + reverse("portal:verify_report", args=[number])
    return shown.Result(
        file.name,
        len(file.data),
        file.sha256,
        verdict,
        *_words(verdict),
        as_of=this.at,
        number=number,
        qr=qr.drawn(address),
        address=address,
        kind="" if verdict is Verdict.FOREIGN else wording.kind_of(found),
        profile=found["profile"] or "",
        indication="/".join(filter(None, (found["indication"], found["sub_indication"]))),
        demo=found["demo"],
        claim=shown.claim_of(found),
        digest=found["digest"] or "",
        receipt=shown.receipt_of(found),
        signatures=shown.signatures_of(found),
        structure=shown.structure_of(checks),
        findings=shown.findings_of(checks),
        checks=checks,
        records=records,
    )


@transaction.atomic
def _remember(
    file: Given,
    found: dict[str, Any],
    verdict: Verdict,
    answers: Sequence[Consulted],
    this: _Round,
) -> str:
    """The report's number; and a trace for each record of the register that something was told of."""
    number = reports.issue(file.sha256, verdict, found["indication"], at=this.at, real_at=this.real_at)
    for answer in answers:
        if answer.standing is not None:
            audit.viewed(
                actor=None,
                action="portal.verification.compared",
                subject=("record", answer.standing.uuid),
                at=this.at,
                school_id=answer.standing.school_id,
                details={"verdict": verdict.value, "report": number},
            )
    return number


def _register(file: Given, consulted: Consulted) -> shown.RegisterShown:
    standing = consulted.standing
    if standing is None:
        return shown.RegisterShown(consulted.register)
    if consulted.register is Register.DIFFERS:
        places = dict.fromkeys(wording.place(*one) for one in consulted.differs)
        return shown.RegisterShown(consulted.register, places=tuple(places))
    return shown.RegisterShown(
        consulted.register,
        accepted_at=standing.accepted_at,
        finalised_at=standing.finalised_at,
        ended_at=standing.recalled_at or standing.superseded_at,
        same_pdf=standing.pdf == file.sha256,
    )


def headlines(verdict: Verdict) -> tuple[str, str]:
    """The verdict in one sentence, in Vietnamese and in English."""
    return what(_code(verdict)), what(_code(verdict), language="en")


def _words(verdict: Verdict) -> tuple[str, str, str, str]:
    """Headline in Vietnamese and in English, meaning, next step."""
    code, language = _code(verdict), _language()
    return (
        *headlines(verdict),
        what(f"{code}_MEANS", language=language),
        next_step(code, language=language),
    )


def _code(verdict: Verdict) -> str:
    return f"VERIFY_{verdict.name}"


def _language() -> Language:
    return "en" if (get_language() or "vi").startswith("en") else "vi"
