"""Where a record stands, signed by the authority: for `hocba verify --registry` and other software.

Whoever asks names a look-up UUID and a digest, so holds the record already, and hears no more than its state.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hocba.exchange.statements import StandingStatement, sign_statement
from hocba_web.accounts.gates import open_to_everyone
from hocba_web.base import clock
from hocba_web.base.refusals import Refused, spoken
from hocba_web.portal import pace
from hocba_web.register import facts
from hocba_web.register.selectors import records

MOST_AN_HOUR = 600
"""Questions of one address: an office may verify a whole school's records."""
_MOST_BYTES = 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NONCE = re.compile(r"[0-9a-f]{32}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@open_to_everyone
@csrf_exempt  # no session acts here: the question changes nothing
@never_cache
@require_POST
def standing(request: HttpRequest) -> HttpResponse:
    """POST {"uuid", "digest", "nonce"}: a JWS `hocba-standing`; refusals as JSON with code and next step."""
    try:
        if pace.hit("standing", pace.address_of(request), real_at=clock.real_now()) > MOST_AN_HOUR:
            raise _TooOften("STANDING_TOO_OFTEN", most=MOST_AN_HOUR)
        uuid, digest, nonce = _question(request)
        answer = attested(uuid, digest, nonce, at=clock.now())
    except Refused as refused:
        said = spoken(refused)
        return JsonResponse({"code": said.code, "message": said.what, "next": said.next}, status=refused.status)
    return HttpResponse(answer, content_type="application/jose")


def attested(uuid: UUID, digest: str, nonce: str, *, at: datetime) -> str:
    """The signed answer.

    Args:
        uuid: look-up UUID.
        digest: of the record in the asker's hands, hexadecimal.
        nonce: repeated in the answer, so that an old one cannot be played again.
        at: product clock, aware, UTC.

    Raises:
        Refused: AUTHORITY_SEAL_MISSING.
        UsageError: AUTHORITY_SEAL_UNREADABLE.
        SignerFailed: what the device says.
    """
    seal = facts.require_seal()
    held = records.standing(uuid)
    same = held is not None and held.record_digest == digest
    statement = StandingStatement(
        uuid=uuid,
        digest=digest,
        nonce=nonce,
        state=held.state.value if held else "unknown",
        same_content=same,
        proven_time=held.accepted_at if held and same else None,
        as_of=at,
    )
    return sign_statement(statement, seal.signer, seal.algorithm, at)


def _question(request: HttpRequest) -> tuple[UUID, str, str]:
    length = request.headers.get("Content-Length", "")
    if not length.isdecimal() or int(length) > _MOST_BYTES:
        raise _Malformed("STANDING_MALFORMED")
    try:
        asked = json.loads(request.body)
        uuid, digest, nonce = (asked[name] for name in ("uuid", "digest", "nonce"))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _Malformed("STANDING_MALFORMED") from None
    given = ((uuid, _UUID), (digest, _DIGEST), (nonce, _NONCE))
    if not all(isinstance(value, str) and form.fullmatch(value) for value, form in given):
        raise _Malformed("STANDING_MALFORMED")
    return UUID(uuid), digest, nonce


class _Malformed(Refused):
    """A question that is none."""

    status = 400


class _TooOften(Refused):
    """Asked too often."""

    status = 429
