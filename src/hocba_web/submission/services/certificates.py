"""The school's certificate goes to the authority for approval (Công văn 2088/BGDĐT-GDTH, types 3 and 4)."""

from __future__ import annotations

from django.db import transaction

from hocba_web.base import clock
from hocba_web.submission.models import Message
from hocba_web.submission.selectors.years import current_year
from hocba_web.submission.services.outbox.putting import put_certificate


@transaction.atomic
def declare(certificate_id: int) -> None:
    """Put a declared certificate into the outbox, once; fills `signatures.ports`, inside its transaction."""
    going = {*Message.GOING, Message.State.GIVEN_UP}
    if Message.objects.filter(certificate_id=certificate_id, state__in=going).exists():
        return
    certificate = Message(certificate_id=certificate_id).certificate
    if certificate is None:
        raise LookupError(certificate_id)
    put_certificate(
        certificate_id,
        school_id=certificate.school_id,
        year_first=current_year(certificate.school_id).first,
        user_id=certificate.registered_by_id,
        at=clock.now(),
        real_at=clock.real_now(),
    )
