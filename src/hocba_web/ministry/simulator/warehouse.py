"""What the played warehouse answers, one transaction at a time.

Its rules, all of them ours: the list is signed with a certificate that was registered and approved; each record in it
verifies; a UUID is taken once; a pupil has one current record a year; the same message again is answered the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from threading import RLock
from typing import Any
from uuid import UUID

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from hocba.documents.xml import parse_strict, read_recall_list, record_digest, widest_limits
from hocba.errors import DocumentError
from hocba.exchange import decode_content
from hocba.exchange.messages import (
    Answer,
    Approval,
    AskApproval,
    AskRecall,
    AskResult,
    Judged,
    Recall,
    Recalled,
    RecallResults,
    RecallStatus,
    Received,
    RegisterCertificate,
    Registered,
    Registration,
    Request,
    Results,
    Submit,
    Verdict,
    request_digest,
)
from hocba.exchange.packages import unpack
from hocba.exchange.profile import exchange_profile
from hocba.messages import what
from hocba.verification import Indication, Policy, TrustStore, VerificationReport, verify, verify_recall_list
from hocba_web.ministry.simulator.state import State

_SENDER_CHECKS = {"SEAL_WRONG_ORGANISATION", "LEGAL_VALUE"}
"""A recall list names the school; that the authority sends it on is told by its registered certificate."""


class Refusal(Exception):
    """The whole transaction is refused, with this code."""


class Simulator:
    """The warehouse.

    Args:
        state: what it remembers.
        trust: whom it trusts; demo roots.
        now: time by which certificates are judged, aware.
    """

    def __init__(self, state: State, trust: TrustStore, now: Callable[[], datetime]) -> None:
        self.state = state
        self._trust, self._now = trust, now
        self.lock = RLock()

    def answer(self, request: Request[Answer]) -> tuple[Answer, bool]:
        """The answer, and whether the transaction conflicts with an earlier one of its id."""
        with self.lock:
            serve = _SERVE[request.kind]
            key = f"{request.login.unit}/{request.message_id}"
            digest = request_digest(request)
            known = self.state.messages.get(key)
            if known is not None and known["digest"] != digest:
                return _refused(request, "WAREHOUSE_MESSAGE_REUSED"), True
            try:
                answer = serve(self, request, known)
            except Refusal as refusal:
                answer = _refused(request, str(refusal))
            if known is None and request.kind in _KEPT and not answer.refused:
                self.state.messages[key] = {"kind": request.kind, "digest": digest, "asked": 0, **self._judge(request)}
            self.state.save()
            return answer, False

    def _judge(self, request: Request[Answer]) -> dict[str, Any]:
        try:
            if isinstance(request, Submit):
                return {"error": "", "rows": self._records(request)}
            if isinstance(request, Recall):
                return {"error": "", "rows": self._recalls(request)}
        except Refusal as refusal:
            return {"error": str(refusal), "rows": []}
        return {"error": "", "rows": []}

    def _records(self, request: Submit) -> list[dict[str, Any]]:
        try:
            data = decode_content(request.content)
            files = unpack(data)
        except DocumentError:
            raise Refusal("WAREHOUSE_LIST_REFUSED") from None
        report = verify(data, self._policy())
        self._require_sender(report)
        return [
            self._record(one, file, request.school_year.first) for one, file in zip(report.records, files, strict=True)
        ]

    def _record(self, report: VerificationReport, file: bytes, year: int) -> dict[str, Any]:
        record = report.signed_record
        uuid = report.record.uuid if report.record else ""
        if record is None or report.indication is not Indication.TOTAL_PASSED:
            return {"uuid": uuid, "error": "WAREHOUSE_RECORD_REFUSED"}
        person = record.pupil.personal_id
        digest = record_digest(parse_strict(file, widest_limits())).hex()
        row = {"uuid": uuid, "pupil": record.pupil.name, "code": record.pupil.ministry_id, "personal_id": person}
        held = self.state.records.get(uuid)
        others = (
            one
            for number, one in self.state.records.items()
            if number != uuid and (one["personal_id"], one["year"], one["state"]) == (person, year, "current")
        )
        error = self.state.faults.refuse.get(person, "")
        if held is not None and (held["digest"], held["state"]) != (digest, "current"):
            error = "WAREHOUSE_UUID_USED"
        elif record.school_year.first != year:
            error = "WAREHOUSE_RECORD_REFUSED"
        elif held is None and any(others):
            error = "WAREHOUSE_RECORD_EXISTS"
        if not error:
            found = self.state.records.setdefault(
                uuid, {"digest": digest, "personal_id": person, "year": year, "state": "current", "taken": 0}
            )
            found["taken"] += 1
        return row | {"error": error}

    def _recalls(self, request: Recall) -> list[dict[str, Any]]:
        try:
            data = decode_content(request.content)
            items, _ = read_recall_list(data)
        except DocumentError:
            raise Refusal("WAREHOUSE_LIST_REFUSED") from None
        self._require_sender(verify_recall_list(data, self._policy()))
        return [{"uuid": str(item.lookup_uuid), "personal_id": item.personal_id} for item in items]

    def _require_sender(self, report: VerificationReport) -> None:
        """The list is signed with an approved certificate, and nothing speaks against its signature."""
        if len(report.signatures) != 1 or report.signatures[0].certificate is None:
            raise Refusal("WAREHOUSE_LIST_REFUSED")
        (signature,) = report.signatures
        against = [
            check
            for check in report.findings
            if check.where.split("/")[0] == signature.slot and check.code not in _SENDER_CHECKS
        ]
        if against:
            raise Refusal("WAREHOUSE_LIST_REFUSED")
        sha256 = hashlib.sha256(signature.certificate or b"").hexdigest()
        approved = {one["sha256"] for one in self.state.certificates.values() if one["status"] == "approved"}
        if sha256 not in approved:
            raise Refusal("WAREHOUSE_CERTIFICATE_NOT_APPROVED")

    def _policy(self) -> Policy:
        return Policy(validation_time=self._now(), trust=self._trust)

    def _take(self, request: Request[Answer], _known: dict[str, Any] | None) -> Answer:
        """Types 1 and 5: stored; what becomes of it is asked for."""
        return Received(message_id=request.message_id, response_code=exchange_profile().response_codes["stored"])

    def _result(self, request: AskResult, _known: dict[str, Any] | None) -> Answer:
        message = self._message(request, request.about, Submit.kind)
        message["asked"] += 1
        if message["error"]:
            return _results(request, message["error"], ())
        if message["asked"] <= self.state.faults.pending:
            return _results(request, "", ())
        rows = tuple(_judged(row) for row in message["rows"])
        return _results(request, "", rows * 2 if self.state.faults.twice else rows)

    def _recall_result(self, request: AskRecall, _known: dict[str, Any] | None) -> Answer:
        message = self._message(request, request.about, Recall.kind)
        message["asked"] += 1
        rows = () if message["error"] else tuple(self._decided(row) for row in message["rows"])
        return RecallResults(
            message_id=request.message_id,
            error=message["error"],
            error_description=what(message["error"]) if message["error"] else "",
            rows=rows,
        )

    def _decided(self, row: Mapping[str, Any]) -> Recalled:
        uuid = UUID(row["uuid"])
        held = self.state.records.get(row["uuid"])
        if held is None or held["personal_id"] != row["personal_id"]:
            return Recalled(uuid=uuid, status=RecallStatus.REFUSED, **_error("WAREHOUSE_RECALL_UNKNOWN"))
        if held["state"] != "recalled":
            if self.state.faults.recalls == "refuse":
                return Recalled(uuid=uuid, status=RecallStatus.REFUSED, **_error("WAREHOUSE_RECALL_REFUSED"))
            if self.state.faults.recalls == "wait":
                return Recalled(uuid=uuid, status=RecallStatus.WAITING)
            held["state"] = "recalled"
        return Recalled(uuid=uuid, status=RecallStatus.AGREED)

    def _register(self, request: RegisterCertificate, _known: dict[str, Any] | None) -> Answer:
        try:
            leaf = x509.load_pem_x509_certificates(request.certificates.encode())[0]
        except ValueError:
            raise Refusal("WAREHOUSE_CERTIFICATE_REFUSED") from None
        if f"{leaf.serial_number:X}" != request.serial_number:
            raise Refusal("WAREHOUSE_CERTIFICATE_REFUSED")
        sha256 = hashlib.sha256(leaf.public_bytes(Encoding.DER)).hexdigest()
        self.state.certificates.setdefault(request.serial_number, {"sha256": sha256, "status": "pending"})
        return Registered(message_id=request.message_id)

    def _approval(self, request: AskApproval, _known: dict[str, Any] | None) -> Answer:
        found = self.state.certificates.get(request.serial_number)
        if found is None:
            raise Refusal("WAREHOUSE_CERTIFICATE_UNKNOWN")
        if found["status"] == "pending" and self.state.faults.approve:
            found["status"] = "approved"
        return Approval(
            message_id=request.message_id,
            serial_number=request.serial_number,
            status=Registration(found["status"]),
        )

    def _message(self, request: Request[Answer], about: str, kind: str) -> dict[str, Any]:
        found = self.state.messages.get(f"{request.login.unit}/{about}")
        if found is None or found["kind"] != kind:
            raise Refusal("WAREHOUSE_MESSAGE_UNKNOWN")
        return found


_Serve = Callable[[Simulator, Any, dict[str, Any] | None], Answer]
_KEPT = {Submit.kind, Recall.kind, RegisterCertificate.kind}
_SERVE: Mapping[str, _Serve] = {
    Submit.kind: Simulator._take,  # noqa: SLF001  # the table of its own methods
    AskResult.kind: Simulator._result,  # noqa: SLF001  # the same
    RegisterCertificate.kind: Simulator._register,  # noqa: SLF001  # the same
    AskApproval.kind: Simulator._approval,  # noqa: SLF001  # the same
    Recall.kind: Simulator._take,  # noqa: SLF001  # the same
    AskRecall.kind: Simulator._recall_result,  # noqa: SLF001  # the same
}


def _refused(request: Request[Answer], code: str) -> Answer:
    return Received(message_id=request.message_id, response_code="99", **_error(code))


def _results(request: AskResult, error: str, rows: tuple[Judged, ...]) -> Results:
    return Results(
        message_id=request.message_id,
        error=error,
        error_description=what(error) if error else "",
        rows=rows,
    )


def _judged(row: Mapping[str, Any]) -> Judged:
    error = row["error"]
    return Judged(
        uuid=UUID(row["uuid"]),
        status=Verdict.REFUSED if error else Verdict.ACCEPTED,
        pupil_code=row.get("code", ""),
        pupil_name=row.get("pupil", ""),
        personal_id=row.get("personal_id", ""),
        **(_error(error) if error else {}),
    )


def _error(code: str) -> dict[str, str]:
    return {"error": code, "error_description": what(code)}
