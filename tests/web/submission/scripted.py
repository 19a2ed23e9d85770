"""A gateway in memory that keeps the rules of exchange and misbehaves as a test asks.

It answers one message id the same for the same content, refuses other content, and knows records by UUID. What a test
wants to go wrong is put into `script`: each call takes the next entry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from hocba.documents.xml import read_recall_list, read_record
from hocba.exchange import decode_content, unpack
from hocba.exchange.messages import (
    Answer,
    Approval,
    AskApproval,
    AskClosings,
    AskNotices,
    AskRecall,
    AskResult,
    Closing,
    Closings,
    Judged,
    Notice,
    Notices,
    Recall,
    Recalled,
    RecallResults,
    RecallStatus,
    Received,
    RegisterCertificate,
    Registered,
    Request,
    Results,
    Submit,
    UploadPdf,
    Verdict,
    request_digest,
)
from hocba.exchange.messages.answers import Registration
from hocba.exchange.ports import GatewayOutcomeUnknown, GatewayUnreachable

Fault = Callable[["ScriptedGateway", Request[Answer]], Answer]


def unreachable(_gateway: ScriptedGateway, _request: Request[Answer]) -> Answer:
    """Nothing arrives."""
    raise GatewayUnreachable("GATEWAY_UNREACHABLE")


def answer_lost(gateway: ScriptedGateway, request: Request[Answer]) -> Answer:
    """It arrives, is stored, and the answer gets lost."""
    gateway.handle(request)
    raise GatewayOutcomeUnknown("GATEWAY_CONNECTION_LOST")


def never_arrived(_gateway: ScriptedGateway, _request: Request[Answer]) -> Answer:
    """It looks as if it were sent, and nothing was stored."""
    raise GatewayOutcomeUnknown("GATEWAY_TIMED_OUT")


@dataclass
class ScriptedGateway:
    """The authority's side."""

    script: list[Fault] = field(default_factory=list)
    pdf_script: list[Fault] = field(default_factory=list)
    """The same for sealed PDFs."""
    requests: list[Request[Answer]] = field(default_factory=list)
    """Everything that was sent, in order."""
    stored: dict[str, str] = field(default_factory=dict)
    """Message id -> digest of its content."""
    packages: dict[str, list[UUID]] = field(default_factory=dict)
    """Message id of a submission -> its records."""
    records: dict[UUID, bytes] = field(default_factory=dict)
    """Every record ever received, once."""
    refusals: dict[UUID, tuple[str, str, str]] = field(default_factory=dict)
    """Record -> code, title, text with which it is refused."""
    undecided: set[UUID] = field(default_factory=set)
    whole: str = ""
    """Code with which whole submissions are refused when they come."""
    whole_later: str = ""
    """Code with which a stored submission is refused as a whole when its result is asked for."""
    extra: list[Judged] = field(default_factory=list)
    """Rows put into every result: about records that nobody sent."""
    recalls: dict[UUID, RecallStatus] = field(default_factory=dict)
    approval: Registration = Registration.PENDING
    closings: list[Closing] = field(default_factory=list)
    notices: list[Notice] | None = None
    """Messages of the authority, newest first; None: this gateway does not know that extension."""
    pdfs: dict[UUID, bytes] | None = None
    """Sealed PDFs by record; None: this gateway does not know that extension."""
    codes: int = 0

    def send(self, request: Request[Answer]) -> Answer:
        """As `hocba.exchange.ports.Gateway`."""
        self.requests.append(request)
        script = self.pdf_script if isinstance(request, UploadPdf) else self.script
        if script:
            return script.pop(0)(self, request)
        return self.handle(request)

    def sent(self, kind: type[Request[Answer]]) -> list[Request[Answer]]:
        """What came of one kind."""
        return [one for one in self.requests if isinstance(one, kind)]

    def handle(self, request: Request[Answer]) -> Answer:
        """Answer by the rules."""
        if isinstance(request, (Submit, Recall, RegisterCertificate)):
            digest = request_digest(request)
            if self.stored.setdefault(request.message_id, digest) != digest:
                return Received(message_id=request.message_id, error="GATEWAY_MESSAGE_REUSED")
        return self._answer(request)

    def _answer(self, request: Request[Answer]) -> Answer:
        return getattr(self, f"_{request.kind}")(request, {"message_id": request.message_id})

    def _submit(self, request: Submit, head: dict) -> Received:
        if self.whole:
            del self.stored[request.message_id]
            return Received(**head, error=self.whole, error_description="Không nhận")
        files = {read_record(one).record.lookup_uuid: one for one in unpack(decode_content(request.content))}
        self.packages[request.message_id] = list(files)
        self.records.update(files)
        return Received(**head, response_code="00")

    def _result(self, request: AskResult, head: dict) -> Results:
        if request.about not in self.packages:
            return Results(**head, error="GATEWAY_MESSAGE_UNKNOWN")
        if self.whole_later:
            return Results(**head, error=self.whole_later)
        rows = [self._judged(one) for one in self.packages[request.about] if one not in self.undecided]
        return Results(**head, rows=(*self.extra, *rows))

    def _upload_pdf(self, request: UploadPdf, head: dict) -> Received:
        if self.pdfs is None:
            return Received(**head, error="E01", error_description="Hàm không hợp lệ")
        self.pdfs[request.uuid] = request.pdf
        return Received(**head, response_code="00")

    def _recall(self, request: Recall, head: dict) -> Received:
        items, _ = read_recall_list(decode_content(request.content))
        self.packages[request.message_id] = [one.lookup_uuid for one in items]
        return Received(**head, response_code="00")

    def _recall_result(self, request: AskRecall, head: dict) -> RecallResults:
        rows = [self._recalled(one) for one in self.packages[request.about]]
        return RecallResults(**head, rows=tuple(rows))

    def _register_certificate(self, _request: RegisterCertificate, head: dict) -> Registered:
        return Registered(**head)

    def _approval(self, request: AskApproval, head: dict) -> Approval:
        refused = self.approval is Registration.REFUSED
        error = "GATEWAY_CERTIFICATE_REFUSED" if refused else ""
        return Approval(**head, serial_number=request.serial_number, status=self.approval, error=error)

    def _closings(self, _request: AskClosings, head: dict) -> Closings:
        return Closings(**head, rows=tuple(self.closings))

    def _notices(self, _request: AskNotices, head: dict) -> Notices:
        if self.notices is None:
            return Notices(**head, error="E01", error_description="Hàm không hợp lệ")
        return Notices(**head, rows=tuple(self.notices))

    def _recalled(self, uuid: UUID) -> Recalled:
        status = self.recalls.get(uuid, RecallStatus.WAITING)
        if status is RecallStatus.REFUSED:
            text = "Không đủ căn cứ"
            return Recalled(uuid=uuid, status=status, error="GATEWAY_RECALL_REFUSED", error_description=text)
        return Recalled(uuid=uuid, status=status)

    def _judged(self, uuid: UUID) -> Judged:
        if uuid in self.refusals:
            code, title, text = self.refusals[uuid]
            return Judged(
                uuid=uuid, status=Verdict.REFUSED, error=code, error_field_title=title, error_description=text
            )
        self.codes += 1
        return Judged(uuid=uuid, status=Verdict.ACCEPTED, code=f"ABCD-{self.codes:04}")
