"""Sealed PDFs go ahead of their records, where the gateway takes them: its receipts then bind both files.

An extension of ours beside Công văn 2088/BGDĐT-GDTH. Nothing depends on it: a gateway that does not know it is not
asked again, and a PDF that did not arrive only leaves its digest out of the receipt.
"""

from __future__ import annotations

from datetime import datetime

from hocba.exchange.messages import Login, UploadPdf
from hocba.exchange.ports import Gateway, GatewayOutcomeUnknown
from hocba.model import SchoolYear
from hocba_web.records.selectors import files
from hocba_web.submission.models import GatewayAccount, Message, PackageLine
from hocba_web.submission.services.outbox.leases import LEASE

_OF_ONE_RECORD = "GATEWAY_PDF_WRONG"
_INSISTS = 2
"""How many attempts of a message fail with a PDF that was not answered for."""
_AT_MOST = 60
"""PDFs in one look; the lease is prolonged for each."""


def send_pdfs(message: Message, login: Login, gateway: Gateway, *, real_at: datetime) -> None:
    """Send what the gateway does not have yet, each under an id of its own that stays the same when it is repeated.

    Raises:
        GatewayUnreachable, GatewayLoginRefused: the message itself would not arrive either.
        GatewayOutcomeUnknown: at the first attempts; later the message goes without the rest of them.
    """
    account = GatewayAccount.objects.filter(school_id=message.school_id, takes_pdfs=True).first()
    if message.package_id is None or account is None:
        return
    lines = PackageLine.objects.filter(
        package_id=message.package_id, state=PackageLine.State.WAITING, pdf_sent=False
    ).select_related("record")
    for line in lines.order_by("position")[:_AT_MOST]:
        found = files.contents([line.record_id], "pdf")
        if not found:
            continue
        request = UploadPdf(
            login=login,
            school_year=SchoolYear(message.year_first),
            message_id=f"{message.message_id}.{line.position}",
            uuid=line.record.uuid,
            pdf=found[line.record_id],
        )
        try:
            answer = gateway.send(request)
        except GatewayOutcomeUnknown:
            if message.attempt <= _INSISTS:
                raise
            return
        if answer.refused and answer.error != _OF_ONE_RECORD:
            GatewayAccount.objects.filter(pk=account.pk).update(takes_pdfs=False)
            return
        PackageLine.objects.filter(pk=line.pk).update(pdf_sent=True)
        Message.objects.filter(pk=message.pk, lease_by=message.lease_by).update(lease_until=real_at + LEASE)
