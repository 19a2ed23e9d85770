"""The school's account at the gateway (Decision 32/QĐ-THPĐ, art. 10(đ), 10(e)): set by the admin, shown to nobody."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.conf import settings
from django.db import transaction

from hocba.errors import HocbaError
from hocba.exchange.messages import Login
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, fresh, require
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Refused
from hocba_web.base.text import clean
from hocba_web.submission.models import GatewayAccount, Message
from hocba_web.submission.secrets import seal, unseal
from hocba_web.submission.services.outbox.putting import look_soon

SOURCE = "Decision 32/QĐ-THPĐ, art. 10(e)"
_LONGEST_NAME = 100
_LONGEST_UNIT = 20
_LONGEST_SECRET = 512


@transaction.atomic
def configure(
    *, actor: Actor, unit_code: str, user_name: str, password: str, token: str, at: datetime, real_at: datetime
) -> GatewayAccount:
    """Set name and secrets; empty secrets keep those that are there.

    Args:
        actor: the school's admin.
        unit_code: mã đơn vị.
        user_name: as the authority gave it.
        password: as the authority gave it; only its SHA-256 is kept, sealed.
        token: the same; kept sealed.
        at: product clock, aware, UTC.
        real_at: the machine's clock, for the second factor.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Refused: GATEWAY_FIELD_NEEDED; GATEWAY_NOT_FOR_TRAINING, invented records never leave the school.
    """
    require(actor, Action.GATEWAY_CONFIGURE, Target(school_id=actor.school_id))
    fresh(actor, at=real_at)
    if GatewayAccount(school_id=actor.school_id).school.is_training:
        raise Refused("GATEWAY_NOT_FOR_TRAINING", source=SOURCE)
    account = GatewayAccount.objects.select_for_update().filter(school_id=actor.school_id).first()
    kept = json.loads(unseal(account.secrets)) if account is not None and not (password and token) else {}
    if password:
        kept["password"] = hashlib.sha256(password.encode()).hexdigest()
    if token:
        kept["token"] = token.strip()
    unit, user = clean(unit_code), clean(user_name)
    longest = {"unit_code": _LONGEST_UNIT, "user_name": _LONGEST_NAME, "token": _LONGEST_SECRET}
    given = {"unit_code": unit, "user_name": user, "token": kept.get("token", "")}
    for name, value in given.items():
        if not value or len(value) > longest[name]:
            raise Refused("GATEWAY_FIELD_NEEDED", where=name, source=SOURCE, longest=longest[name])
    if "password" not in kept:
        raise Refused("GATEWAY_FIELD_NEEDED", where="password", source=SOURCE, longest=_LONGEST_SECRET)
    values = {
        "unit_code": unit,
        "user_name": user,
        "secrets": seal(json.dumps(kept)),
        "configured_by_id": actor.user_id,
        "configured_at": at,
        "takes_pdfs": True,
        "tested_at": None,
        "tested_code": "",
        "told_next_at": None,
        "told_problem": "",
    }
    row, _made = GatewayAccount.objects.update_or_create(school_id=actor.school_id, defaults=values)
    for message in Message.objects.filter(school_id=actor.school_id, state__in=Message.GOING):
        Message.objects.filter(pk=message.pk).update(next_at=real_at)  # what waited for the account goes now
        look_soon(message.pk)
    audit.record(
        actor=actor,
        action="submission.gateway.configured",
        subject=("school", actor.school_id),
        at=at,
        school_id=actor.school_id,
        details={"secrets": bool(password) or bool(token)},
    )
    return row


def require_account(school_id: int) -> GatewayAccount:
    """The school's account, if everything is there that sending needs.

    Raises:
        Refused: GATEWAY_NOT_CONFIGURED.
    """
    account = GatewayAccount.objects.filter(school_id=school_id).first()
    if account is None or not settings.GATEWAY_URL:
        raise Refused("GATEWAY_NOT_CONFIGURED", source=SOURCE)
    return account


def login_of(account: GatewayAccount) -> Login:
    """The account as requests carry it; lives in one sending only.

    Raises:
        Refused: SECRET_UNREADABLE.
    """
    kept = json.loads(unseal(account.secrets))
    return Login(account.unit_code, account.user_name, kept["password"], kept["token"])


@transaction.atomic
def note_test(*, actor: Actor, problem: HocbaError | None, at: datetime) -> GatewayAccount:
    """Keep what a test of the connection gave.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Refused: GATEWAY_NOT_CONFIGURED.
    """
    require(actor, Action.GATEWAY_CONFIGURE, Target(school_id=actor.school_id))
    account = require_account(actor.school_id)
    account.tested_at, account.tested_code = at, "" if problem is None else problem.code
    account.save(update_fields=["tested_at", "tested_code"])
    audit.record(
        actor=actor,
        action="submission.gateway.tested",
        subject=("school", actor.school_id),
        at=at,
        school_id=actor.school_id,
        details={"result": account.tested_code or "OK"},
    )
    return account
