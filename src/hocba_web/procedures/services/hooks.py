"""Webhooks by Standard Webhooks: a change is told to those who asked about the record, signed, until it is taken.

Source: Standard Webhooks 1.0 (headers webhook-id, webhook-timestamp, webhook-signature, HMAC-SHA-256).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice
from time import monotonic
from uuid import uuid4

import structlog
from cryptography.fernet import InvalidToken
from django.db import transaction

from hocba_web.accounts import secrets as sealed
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.procedures.addresses import Place, Resolve, place_of, resolve
from hocba_web.procedures.models import Client, Delivery, Watch
from hocba_web.procedures.services.answers import watched
from hocba_web.procedures.services.tokens import in_force
from hocba_web.register.selectors import records

_log = structlog.get_logger("hocba.procedures")
LEASE = timedelta(minutes=2)
KEPT = timedelta(days=30)
PAUSES = (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
"""Seconds until the next attempt, as Standard Webhooks advise; after the last it is given up."""
_TIMEOUT = 15
"""Seconds of silence."""
_TOTAL = 30
"""Seconds of one attempt."""
_TAKEN = range(200, 300)
_BATCH = 200
_LOOKED_AT = 500
"""Watches whose records are looked up at once."""
Send = Callable[[Place, dict[str, str], bytes], int]


def notice(*, real_at: datetime, at: datetime) -> int:
    """Make a delivery for every watched record that changed since its client was told; how many.

    Args:
        real_at: the machine's clock, by which watches end and deliveries are due.
        at: product clock, aware, UTC: the time that the client is told.
    """
    Watch.objects.filter(until__lt=real_at).delete()
    Delivery.objects.exclude(state=Delivery.State.WAITING).filter(made_at__lt=at - KEPT).delete()
    made = 0
    today = clock.local(at).date()
    watches = Watch.objects.filter(client__state=Client.State.APPROVED, client__valid_until__gte=today)
    rows = watches.select_related("client").iterator(_LOOKED_AT)
    while batch := list(islice(rows, _LOOKED_AT)):
        made += sum(_told(watch, now, real_at=real_at, at=at) for watch, now in _changed(batch))
    return made


def deliver_due(*, real_at: datetime, send: Send | None = None, resolver: Resolve = resolve) -> int:
    """Send what is due; how many were taken. Outside of transactions: other people's servers take their time.

    Args:
        real_at: the machine's clock when it begins; every attempt has its own time, however long those before it took.
        send: one attempt; answers the HTTP status.
        resolver: addresses of a name.
    """
    began = monotonic()
    due = Delivery.objects.filter(state=Delivery.State.WAITING, next_at__lte=real_at).order_by("next_at")
    taken = 0
    for delivery in list(due.select_related("client")[:_BATCH]):
        mine = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.WAITING, next_at=delivery.next_at)
        now = real_at + timedelta(seconds=monotonic() - began)
        if mine.update(next_at=now + LEASE, attempts=delivery.attempts + 1):
            delivery.attempts += 1
            taken += _deliver(delivery, now, send or _send, resolver)
    return taken


def signature(secret: str, message_id: str, timestamp: int, body: str) -> str:
    """The header `webhook-signature`.

    Args:
        secret: "whsec_…", whose rest is base64url.
        message_id: the same at every attempt.
        timestamp: seconds since 1970.
        body: exactly as sent.
    """
    text = secret.removeprefix("whsec_")
    key = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    value = hmac.digest(key, f"{message_id}.{timestamp}.{body}".encode(), hashlib.sha256)
    return f"v1,{base64.b64encode(value).decode()}"


def _changed(watches: list[Watch]) -> Iterator[tuple[Watch, str]]:
    standings = records.standings({watch.uuid for watch in watches})
    for watch in watches:
        now = watched(standings.get(watch.uuid))
        if now != watch.told:
            yield watch, now


def _told(watch: Watch, now: str, *, real_at: datetime, at: datetime) -> bool:
    """Whether a delivery was made; whoever changes the row first makes it."""
    with transaction.atomic():
        if not Watch.objects.filter(pk=watch.pk, told=watch.told).update(told=now):
            return False
        if not (watch.client.hook_url and watch.client.hook_secret):
            return False
        state, _, standing = now.partition(":")
        body = {
            "type": "record.changed",
            "timestamp": at.isoformat(),
            "data": {"ma_tra_cuu": str(watch.uuid), "state": state, "closed": standing == "closed"},
        }
        Delivery.objects.create(
            client=watch.client,
            message_id=f"msg_{uuid4().hex}",
            body=json.dumps(body, sort_keys=True),
            next_at=real_at,
            made_at=at,
        )
    return True


def _deliver(delivery: Delivery, real_at: datetime, send: Send, resolver: Resolve) -> bool:
    client = delivery.client
    if not in_force(client, clock.today()) or not client.hook_url:
        delivery.state, delivery.failure = Delivery.State.GIVEN_UP, "PROCEDURES_STOPPED"
        delivery.save(update_fields=["state", "failure"])
        return False
    timestamp = int(real_at.timestamp())
    try:
        place = place_of(client.hook_url, resolver=resolver)
        headers = {
            "content-type": "application/json",
            "webhook-id": delivery.message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signature(
                sealed.decrypt(client.hook_secret), delivery.message_id, timestamp, delivery.body
            ),
        }
        status = send(place, headers, delivery.body.encode())
        failure = "" if status in _TAKEN else f"HTTP_{status}"
    except Refused as refused:
        failure = refused.code
    except (OSError, http.client.HTTPException, InvalidToken, ValueError) as error:
        failure = type(error).__name__[:60]
    if not failure:
        delivery.state, delivery.failure = Delivery.State.TAKEN, ""
    elif delivery.attempts > len(PAUSES):
        delivery.state, delivery.failure = Delivery.State.GIVEN_UP, failure
        _log.warning("webhook given up", number=client.pk, code=failure)
    else:
        delivery.next_at = real_at + timedelta(seconds=PAUSES[delivery.attempts - 1])
        delivery.failure = failure
    delivery.save(update_fields=["state", "failure", "next_at"])
    return not failure


def _trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _send(place: Place, headers: dict[str, str], body: bytes) -> int:
    """One attempt at the address that was looked at; no redirect is followed, the answer is not read.

    A receiver that answers a byte at a time would hold the worker for hours: after `_TOTAL` seconds the line is cut.

    Raises:
        OSError: no connection, no trust, or it took too long.
    """
    context = _trusting()
    connection = http.client.HTTPSConnection(place.host, place.port, timeout=_TIMEOUT, context=context)
    plain = socket.create_connection((place.address, place.port), timeout=_TIMEOUT)
    secured = context.wrap_socket(plain, server_hostname=place.host, do_handshake_on_connect=False)
    watch = threading.Timer(_TOTAL, _cut, [secured])
    watch.daemon = True
    watch.start()
    try:
        secured.do_handshake()
        connection.sock = secured
        connection.request("POST", place.path, body=body, headers=headers)
        return connection.getresponse().status
    finally:
        watch.cancel()
        connection.close()
        secured.close()


def _cut(line: socket.socket) -> None:
    with suppress(OSError):  # it ended by itself
        line.shutdown(socket.SHUT_RDWR)
