"""The log for everybody: the checkpoint, proofs, a page that explains; its health for officers."""

from __future__ import annotations

import base64
import re
from datetime import timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hocba_web.accounts.gates import open_to_everyone
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.officers.acting import found_officer
from hocba_web.officers.permissions import Act, may
from hocba_web.transparency.selectors import health, proofs

_TEXT = "text/plain; charset=utf-8"
_HASH = re.compile(r"[0-9a-f]{64}")
_SIZE = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)
_LATE = timedelta(hours=1)
"""Leaves are published within minutes; after this long somebody should look."""


@open_to_everyone
@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What the log is, how large, and how to check it."""
    head = health.published()
    context: dict[str, object] = {"head": head}
    if may(found_officer(request), Act.LOG_VIEW):
        state = health.health()
        aged = head is None or clock.real_now() - head.at > _LATE
        context |= {"health": state, "late": state.unpublished > 0 and aged}
    return render(request, "transparency/overview.html", context)


@open_to_everyone
@never_cache
@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # a view
    """The last published checkpoint (C2SP tlog-checkpoint).

    Raises:
        Missing: LOG_EMPTY.
    """
    return HttpResponse(_head().note, content_type=_TEXT)


@open_to_everyone
@never_cache
@require_safe
def consistency(request: HttpRequest) -> HttpResponse:
    """Proof between two sizes, one base64 hash a line.

    Raises:
        Missing: LOG_EMPTY, LOG_NOT_PUBLISHED.
        Refused: LOG_SIZES_INVALID.
    """
    texts = [request.GET.get(name, "") for name in ("tu", "den")]
    if not all(map(_SIZE.fullmatch, texts)):
        raise _Invalid("LOG_SIZES_INVALID")
    old, new = map(int, texts)
    if old > new:
        raise _Invalid("LOG_SIZES_INVALID")
    proof = proofs.consistency(old, new)
    if proof is None:
        raise Missing("LOG_NOT_PUBLISHED", size=_head().size)
    lines = "".join(f"{base64.b64encode(one).decode('ascii')}\n" for one in proof)
    return HttpResponse(lines, content_type=_TEXT)


@open_to_everyone
@never_cache
@require_safe
def leaf(request: HttpRequest) -> HttpResponse:
    """Inclusion proof of the leaf with a hash: for whoever holds the leaf, in a receipt.

    Raises:
        Missing: LOG_EMPTY, LOG_NOT_PUBLISHED.
        Refused: LOG_HASH_INVALID.
    """
    digest = request.GET.get("hash", "")
    if not _HASH.fullmatch(digest):
        raise _Invalid("LOG_HASH_INVALID")
    proof = proofs.by_hash(digest)
    if proof is None:
        raise Missing("LOG_NOT_PUBLISHED", size=_head().size)
    member = proof.as_member()
    return JsonResponse({name: member[name] for name in ("index", "size", "proof", "checkpoint")})


class _Invalid(Refused):
    """A question that is none."""

    status = 400


def _head() -> health.Published:
    head = health.published()
    if head is None:
        raise Missing("LOG_EMPTY")
    return head
