"""What the page of a batch is told about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from hocba_web.base import clock
from hocba_web.base.refusals import Refused, spoken
from hocba_web.signatures.models import Batch, Certificate, Item
from hocba_web.signatures.selectors.batches import BatchState, ItemRow

SERVER_KEYS = frozenset({Certificate.Way.PKCS12.value, Certificate.Way.PKCS11.value})
AGENTS = frozenset({Certificate.Way.VGCA.value, Certificate.Way.AGENT.value})


def said_of(code: str, params: Mapping[str, object]) -> dict[str, str]:
    """A stored refusal in the reader's language; empty code, empty words."""
    if not code:
        return {"code": "", "t": "", "next": ""}
    given: dict[str, Any] = dict(params)
    said = spoken(Refused(code, **given))
    return {"code": said.code, "t": said.what, "next": said.next}


def state_json(state: BatchState, *, wait_seconds: int = 0) -> dict[str, Any]:
    """The state of a batch as `batch.js` takes it.

    Args:
        state: as it is now.
        wait_seconds: how long its remote provider waits for the owner.
    """
    counts, asked = state.counts, state.remote_asked_at
    return {
        "state": state.state,
        "need": _need(state),
        "total": state.total,
        "committed": state.committed,
        "unlocked": state.committed + counts[Item.State.SIGNED],
        "moved": "-".join(str(counts[name]) for name in Item.State),
        "stop": said_of(state.stopped_code, state.stopped_params) if state.stopped_code else None,
        "phone": {
            "waiting": state.waits_for == "phone",
            "until": int(asked.timestamp()) + wait_seconds if asked is not None else 0,
        },
        "now": int(clock.real_now().timestamp()),
        "items": {str(number): name for number, name in state.marks},
        "failures": [],
        "headline": headline(state),
    }


def failures_json(rows: Sequence[ItemRow]) -> list[dict[str, object]]:
    """What could not be signed: which, why, what next, and the number by which it is tried again (0: it is not)."""
    return [
        {"title": row.title, "what": said["t"], "next": said["next"], "retry": row.id if row.may_retry else 0}
        for row in rows
        if row.state == Item.State.FAILED
        for said in [said_of(row.failure_code, row.failure_params)]
    ]


def headline(state: BatchState) -> str:
    """How far it is, in one sentence."""
    numbers = {"done": state.committed, "total": state.total}
    if state.state == Batch.State.DONE and state.counts[Item.State.FAILED]:
        return _("Đã ký %(done)d/%(total)d chữ ký; phần còn lại chưa ký được.") % numbers
    if state.state == Batch.State.DONE:
        return _("Đã ký xong %(done)d/%(total)d chữ ký.") % numbers
    if state.state == Batch.State.STOPPED:
        return _("Đang tạm dừng: đã ký %(done)d/%(total)d chữ ký.") % numbers
    if state.waits_for == "phone":
        return _("Chờ xác nhận trên điện thoại: đã ký %(done)d/%(total)d chữ ký.") % numbers
    if state.waits_for == "owner":
        return _("Chờ thầy/cô mở khóa: đã ký %(done)d/%(total)d chữ ký.") % numbers
    return _("Đang ký: xong %(done)d/%(total)d chữ ký.") % numbers


def _need(state: BatchState) -> str:
    """What the page asks of the person: a secret, the program on this computer, the phone; or nothing."""
    if state.waits_for not in {"owner", "phone"}:
        return ""
    if state.way in SERVER_KEYS:
        return "secret"
    return "agent" if state.way in AGENTS else "remote"
