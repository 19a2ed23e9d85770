"""The child's work: one question after another, until nobody asks any more. Started as a module of its own."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from hocba.adapters.limited import fence, wire
from hocba.adapters.limited.answers import Claimed, Listed, ListedRecord, Paired, Recalled, Uploaded
from hocba.adapters.limited.trusted import listing
from hocba.documents.xml import (
    DECLARATION,
    parse_strict,
    read_list,
    read_recall_list,
    read_record,
    record_digest,
    widest_limits,
)
from hocba.errors import HocbaError
from hocba.exchange import decode_content
from hocba.signature_profile import profile
from hocba.verification import (
    Policy,
    TrustStore,
    VerificationReport,
    load_trust,
    verify,
    verify_pair,
    verify_recall_list,
)
from hocba.verification.described import described
from hocba.verification.findings import Finding

_NUMBER = re.compile(rb"<MA_TRA_CUU_UUID>([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})</MA_TRA_CUU_UUID>")
OUT_OF_MEMORY = 3
"""Exit code: more memory was needed than is allowed."""


def main() -> None:
    """Answer on the pipe until it ends. Arguments: bytes of memory, seconds of the processor a question, trust."""
    memory, seconds, trust = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nothing that prints may spoil an answer
    fence.close_in(memory, Path(trust) if trust else None)
    try:
        serve(sys.stdin.buffer, answers, seconds)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def serve(questions: BinaryIO, answers: BinaryIO, seconds: int) -> None:
    """Answer until there is no question left."""
    while True:
        try:
            body, parts = wire.receive(questions)
        except EOFError:
            return
        fence.allow_seconds(seconds)
        try:
            wire.send(answers, ["done", _DOORS[body["do"]](body, parts)])
        except HocbaError as error:
            wire.send(answers, ["refused", type(error).__name__, error.code, error.where, error.params])
        except Finding as finding:
            wire.send(answers, ["refused", "DocumentError", finding.code, finding.where, finding.params])


def _judge_list(body: Mapping[str, Any], parts: wire.Parts) -> Listed:
    policy, trust = _policy(body)
    data = decode_content(parts[0])
    report = verify(data, policy)
    if report.kind != "package":
        return Listed(trust, report, ())
    pairs = zip(_files(data, report.records), report.records, strict=True)
    return Listed(trust, _shortened(report), tuple(_record(file, one) for file, one in pairs))


def _files(data: bytes, reports: Sequence[VerificationReport]) -> Sequence[bytes]:
    """The records as files: those that the verifier cut out, or where it kept not all of them, cut once more."""
    kept = [report.signed_xml for report in reports if report.signed_xml is not None]
    return kept if len(kept) == len(reports) else read_list(data).files


def _record(file: bytes, report: VerificationReport) -> ListedRecord:
    record = report.signed_record
    if record is not None:
        pupil = record.pupil
        claimed = Claimed(record.lookup_uuid, pupil.ministry_id, pupil.name, pupil.personal_id)
        return ListedRecord(file, _digest(file, report), claimed)
    try:
        read = read_record(file).record
    except HocbaError:
        found = _NUMBER.search(file)
        return ListedRecord(file, "", Claimed(UUID(found[1].decode())) if found else None)
    return ListedRecord(
        file, "", Claimed(read.lookup_uuid, read.pupil.ministry_id, read.pupil.name, read.pupil.personal_id)
    )


def _digest(file: bytes, report: VerificationReport) -> str:
    """Of a file that passed: where its profile knows one serialisation only, it is its own canonical form."""
    if report.profile and profile(report.profile).one_serialisation and file.startswith(DECLARATION):
        return hashlib.sha256(file.removeprefix(DECLARATION)).hexdigest()
    return record_digest(parse_strict(file, widest_limits())).hex()


def _shortened(report: VerificationReport) -> VerificationReport:
    """Findings only: nobody reads what passed, record by record."""
    records = tuple(replace(one, checks=one.findings, signed_xml=None) for one in report.records)
    return replace(report, checks=report.findings, records=records)


def _judge_recall(body: Mapping[str, Any], parts: wire.Parts) -> Recalled:
    policy, trust = _policy(body)
    data = decode_content(parts[0])
    report = verify_recall_list(data, policy)
    items = read_recall_list(data)[0] if report.signatures else ()
    return Recalled(trust, replace(report, checks=report.findings), items)


def _judge_pair(body: Mapping[str, Any], parts: wire.Parts) -> Paired:
    policy, trust = _policy(body)
    _, report = verify_pair(parts[0], parts[1], policy)
    return Paired(trust, replace(report, checks=report.findings))


def _upload(body: Mapping[str, Any], parts: wire.Parts) -> Uploaded:
    policy, trust = _policy(body)
    held = parts[1] if len(parts) > 1 else None
    return Uploaded(trust, json.dumps(described(parts[0], policy, held=held), ensure_ascii=False))


_DOORS: Mapping[str, Callable[[Mapping[str, Any], wire.Parts], object]] = {
    "list": _judge_list,
    "recall": _judge_recall,
    "pair": _judge_pair,
    "upload": _upload,
}


def _policy(body: Mapping[str, Any]) -> tuple[Policy, str]:
    at, proof = datetime.fromisoformat(body["at"]), body["proof"]
    store, digest = _trusted(body["trust"], body["state"])
    found = Policy(validation_time=at, trust=store, proof_of_existence=datetime.fromisoformat(proof) if proof else None)
    return found, digest


@lru_cache(maxsize=1)
def _trusted(folder: str, _state: str) -> tuple[TrustStore, str]:
    store = load_trust(Path(folder)) if folder else TrustStore()
    return store, hashlib.sha256(listing(store)).hexdigest()


if __name__ == "__main__":
    main()
