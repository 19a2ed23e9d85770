"""Bringing the values of a batch from where its key is. Secrets stand in the body of one request and nowhere else."""

from __future__ import annotations

import base64

from django.http import HttpRequest, JsonResponse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from hocba.adapters.agent import Returned
from hocba_web.accounts.acting import acting
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.signatures.selectors.batch_page import agent_facts
from hocba_web.signatures.services import queue, server_keys
from hocba_web.signatures.views.batch import answer
from hocba_web.signatures.views.bodies import body_of, bytes_in, text_in

_SECRET, _VALUE, _CERTIFICATE, _NUMBER = 500, 4096, 20_000, 20
"""Longest texts, characters."""
_HASHES = 300
"""So many at once: one PIN for a whole class, and more."""


@require_POST
@sensitive_variables()
def unlock(request: HttpRequest, batch_id: int) -> JsonResponse:
    """Sign what waits with a key that the server reaches: PIN or password in, values out, nothing kept."""
    actor = acting(request)
    secret = text_in(body_of(request), "secret", longest=_SECRET)
    at, real_at = clock.now(), clock.real_now()
    state = server_keys.sign(actor=actor, batch_id=batch_id, secret=secret, at=at, real_at=real_at)
    return answer(actor, state)


@require_POST
def hashes(request: HttpRequest, batch_id: int) -> JsonResponse:
    """What the program on the signer's computer is to sign next; made on the server from the stored revision."""
    actor = acting(request)
    found = queue.hashes(actor=actor, batch_id=batch_id, at=clock.now(), real_at=clock.real_now(), limit=_HASHES)
    facts = agent_facts(batch_id)
    return JsonResponse(
        {
            "items": [
                {
                    "id": one.item_id,
                    "title": one.title,
                    "digest": base64.b64encode(one.digest).decode(),
                    "message": base64.b64encode(one.message).decode(),
                }
                for one in found
            ],
            "certificate": base64.b64encode(facts.certificate).decode(),
            "algorithm": facts.algorithm,
            "title": facts.title,
        }
    )


@require_POST
def values(request: HttpRequest, batch_id: int) -> JsonResponse:
    """What it signed; every value is checked before it is stored."""
    actor, body = acting(request), body_of(request)
    listed = body.get("values")
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise Refused("SIGNING_MALFORMED", where="values")
    returned = [
        Returned(
            text_in(one, "id", longest=_NUMBER),
            bytes_in(one, "value", longest=_VALUE),
            bytes_in(one, "certificate", longest=_CERTIFICATE),
        )
        for one in listed
    ]
    at, real_at = clock.now(), clock.real_now()
    return answer(actor, queue.give_values(actor=actor, batch_id=batch_id, values=returned, at=at, real_at=real_at))
