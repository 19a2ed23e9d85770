"""What became of the school's certificate: types 3 and 4."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba.exchange.messages import Approval
from hocba.exchange.messages.answers import Registration
from hocba_web.signatures.services import certificates
from hocba_web.submission.models import Message
from hocba_web.submission.services.outbox.answers.notices import tell_principals

_LONGEST = 500


def apply(message: Message, answer: Approval, *, at: datetime) -> bool:
    """Write the authority's decision about a certificate; whether there is one yet."""
    if answer.status is Registration.PENDING or message.certificate_id is None:
        return False
    if answer.status is Registration.APPROVED:
        with transaction.atomic():
            certificates.mark_approved(certificate_id=message.certificate_id, at=at)
            Message.objects.filter(pk=message.pk, settled_at__isnull=True).update(settled_at=at)
            tell_principals(message.school_id, "Sở đã phê duyệt chứng thư số của trường.")
        return True
    text = ": ".join(filter(None, (answer.error_title, answer.error_description)))
    refuse(message, code=answer.error, text=text, at=at)
    return True


@transaction.atomic
def refuse(message: Message, *, code: str, text: str, at: datetime) -> None:
    """The authority does not accept the certificate, or its registration."""
    if message.certificate_id is None:
        raise ValueError(f"message {message.pk} carries no certificate")
    told = f"{code} {text}".strip()[:_LONGEST]
    certificates.mark_refused(certificate_id=message.certificate_id, at=at, answer=told)
    Message.objects.filter(pk=message.pk, settled_at__isnull=True).update(settled_at=at)
    tell_principals(message.school_id, "Sở không chấp nhận chứng thư số của trường. Xem trang “Chứng thư số”.")
