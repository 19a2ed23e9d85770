"""Clients: an admin prepares, a deciding officer approves; the secret is handed out once."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from hocba_web.accounts import secrets as sealed
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, may, require, require_other
from hocba_web.procedures.addresses import require_public_address
from hocba_web.procedures.models import Client
from hocba_web.procedures.purposes import ALLOWED, SOURCE, Purpose, Scope

WHOLE_PROVINCE = ""
"""Area of what concerns every area: officers of some areas only have no say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a client is to be allowed."""

    name: str
    owner: str
    legal_basis: str
    contact: str
    purposes: Collection[Purpose]
    scopes: Collection[Scope]
    addresses: Collection[str]
    quota_day: int
    quota_minute: int
    valid_from: date
    valid_until: date
    hook_url: str = ""


def prepare(officer: Officer, wanted: Wanted, *, at: datetime) -> Client:
    """Propose a client; nothing is allowed before somebody else decides.

    Raises:
        Forbidden: OFFICER_MAY_NOT.
        Refused: PROCEDURES_SCOPE_TOO_WIDE, PROCEDURES_DAYS, PROCEDURES_HOOK_ADDRESS.
    """
    require(officer, Act.CLIENT_MANAGE)
    most = frozenset[Scope]().union(*(ALLOWED[purpose] for purpose in wanted.purposes))
    if not wanted.purposes or not wanted.scopes or not set(wanted.scopes) <= most:
        raise Refused("PROCEDURES_SCOPE_TOO_WIDE", source=SOURCE)
    if wanted.valid_until < wanted.valid_from:
        raise Refused("PROCEDURES_DAYS")
    if wanted.hook_url:
        require_public_address(wanted.hook_url)
    with transaction.atomic():
        client = Client.objects.create(
            name=wanted.name,
            owner=wanted.owner,
            legal_basis=wanted.legal_basis,
            contact=wanted.contact,
            purposes=sorted(purpose.value for purpose in wanted.purposes),
            scopes=sorted(scope.value for scope in wanted.scopes),
            addresses=sorted(wanted.addresses),
            quota_day=wanted.quota_day,
            quota_minute=wanted.quota_minute,
            valid_from=wanted.valid_from,
            valid_until=wanted.valid_until,
            hook_url=wanted.hook_url,
            prepared_by_id=officer.user_id,
            prepared_at=at,
        )
        _trace(officer, "procedures.client.prepared", client, at)
    return client


def decide(officer: Officer, public_id: UUID, *, agree: bool, answer: str, at: datetime) -> Client:
    """Approve or refuse what somebody else prepared.

    Args:
        officer: who decides; never who prepared it.
        public_id: of the client.
        agree: approved, else refused.
        answer: why, at most 500 signs.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: OFFICER_MAY_NOT, OFFICER_PREPARED_IT.
        Missing: NOT_FOUND_HERE.
        Refused: PROCEDURES_DECIDED.
    """
    require(officer, Act.CLIENT_DECIDE, area_code=WHOLE_PROVINCE)
    with transaction.atomic():
        client = _locked(public_id)
        require_other(officer, client.prepared_by_id)
        if client.state != Client.State.WAITING:
            raise Refused("PROCEDURES_DECIDED")
        client.state = Client.State.APPROVED if agree else Client.State.REFUSED
        client.decided_by_id, client.decided_at, client.answer = officer.user_id, at, answer[:500]
        client.save()
        _trace(officer, f"procedures.client.{'approved' if agree else 'refused'}", client, at)
    return client


def new_secret(officer: Officer, public_id: UUID, *, at: datetime) -> tuple[str, str]:
    """A client secret and, where webhooks are sent, their key; the earlier ones and all tokens end.

    Returns:
        Client secret and webhook key ("whsec_…", empty where no address is set), told once.

    Raises:
        Forbidden: OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: PROCEDURES_NOT_APPROVED.
    """
    require(officer, Act.CLIENT_MANAGE)
    with transaction.atomic():
        client = _locked(public_id)
        if client.state != Client.State.APPROVED:
            raise Refused("PROCEDURES_NOT_APPROVED")
        secret, hook = secrets.token_urlsafe(32), ""
        client.secret = make_password(secret)
        if client.hook_url:
            hook = f"whsec_{secrets.token_urlsafe(32)}"
            client.hook_secret = sealed.encrypt(hook)
        client.save(update_fields=["secret", "hook_secret"])
        client.tokens.all().delete()
        _trace(officer, "procedures.client.secret_given", client, at)
    return secret, hook


def stop(officer: Officer, public_id: UUID, *, at: datetime) -> Client:
    """End a client at once: its tokens end too, nothing more is told to it.

    Raises:
        Forbidden: OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE.
    """
    act = Act.CLIENT_DECIDE if may(officer, Act.CLIENT_DECIDE) else Act.CLIENT_MANAGE
    require(officer, act, area_code=WHOLE_PROVINCE)
    with transaction.atomic():
        client = _locked(public_id)
        client.state, client.secret = Client.State.STOPPED, ""
        client.save(update_fields=["state", "secret"])
        client.tokens.all().delete()
        client.watches.all().delete()
        _trace(officer, "procedures.client.stopped", client, at)
    return client


def _locked(public_id: UUID) -> Client:
    found = Client.objects.select_for_update().filter(public_id=public_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def _trace(officer: Officer, action: str, client: Client, at: datetime) -> None:
    audit.record(actor=officer, action=action, subject=("client", client.pk), at=at, school_id=None)
