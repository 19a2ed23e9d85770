"""The first run: who keeps the server prints a code, one browser redeems it and names school, principal and admin.

There is no open sign-up. The code's holder needs no account; everything they do is traced to the run.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from hocba.model import SchoolIdentity
from hocba.model import SchoolYear as Year
from hocba_web.accounts.roles import Role
from hocba_web.accounts.services.founding import found_account
from hocba_web.accounts.services.opening import Issued
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Forbidden, Refused
from hocba_web.base.text import clean, fold
from hocba_web.schools.models import School, SetupRun, Staff
from hocba_web.schools.services.dates import day_of
from hocba_web.schools.services.founding import (
    Founded,
    Office,
    YearDays,
    appoint_founders,
    found_school,
    tie_accounts,
)
from hocba_web.schools.services.setup.years import YearData, check_days

CODE_FOR = timedelta(hours=24)
"""How long a printed code can be redeemed."""
TICKET_FOR = timedelta(days=3)
"""How long the redeeming browser may take to name the school and its people."""
_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_GROUPS, _GROUP = 4, 4
_TICKET_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPerson:
    """The principal or the admin of a new school."""

    name: str
    code: str
    """Staff code of the sector database."""
    position: str
    email: str = ""


def issue_code(*, real_at: datetime) -> str:
    """A new code, to be printed once on the server's console; codes that nobody redeemed end.

    Args:
        real_at: the machine's time, aware, UTC.
    """
    code = "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
    with transaction.atomic():
        SetupRun.objects.filter(redeemed_at__isnull=True, expires_at__gt=real_at).update(expires_at=real_at)
        run = SetupRun.objects.create(code_digest=_code(code), created_at=real_at, expires_at=real_at + CODE_FOR)
        audit.record(
            actor=None, action="schools.setup.code_issued", subject=("setup", run.id), at=real_at, school_id=None
        )
    return code


@transaction.atomic
def redeem(*, code: str, real_at: datetime) -> str:
    """Take a code, once.

    Args:
        code: as printed; case and spaces do not matter.
        real_at: the machine's time, aware, UTC.

    Returns:
        The ticket for the browser's session.

    Raises:
        Forbidden: SETUP_CODE_WRONG, unknown, used or too old: which of them is not said.
    """
    ticket = secrets.token_urlsafe(_TICKET_BYTES)
    taken = SetupRun.objects.filter(code_digest=_code(code), redeemed_at__isnull=True, expires_at__gt=real_at).update(
        redeemed_at=real_at, ticket=_secret(ticket)
    )
    if taken != 1:
        raise Forbidden("SETUP_CODE_WRONG", where="code")
    run = SetupRun.objects.get(ticket=_secret(ticket))
    audit.record(
        actor=None, action="schools.setup.code_redeemed", subject=("setup", run.id), at=real_at, school_id=None
    )
    return ticket


def run_of(ticket: str, *, real_at: datetime) -> SetupRun:
    """The run a browser works on.

    Raises:
        Forbidden: SETUP_TICKET_OVER, unknown, finished or too old.
    """
    return _open(SetupRun.objects.select_related("school").filter(ticket=_secret(ticket)).first(), real_at)


def _locked(ticket: str, real_at: datetime) -> SetupRun:
    runs = SetupRun.objects.select_for_update(of=("self",)).select_related("school")
    return _open(runs.filter(ticket=_secret(ticket)).first(), real_at)


def _open(run: SetupRun | None, real_at: datetime) -> SetupRun:
    if run is None or run.redeemed_at is None or run.people_at is not None or real_at - run.redeemed_at > TICKET_FOR:
        raise Forbidden("SETUP_TICKET_OVER")
    return run


@transaction.atomic
def name_school(
    *, ticket: str, identity: SchoolIdentity, first: int, data: YearData, at: datetime, real_at: datetime
) -> Founded:
    """First step: the school and its first year.

    Args:
        ticket: of the browser's session.
        identity: code and names.
        first: the calendar year the school year begins in.
        data: its days.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.

    Raises:
        Forbidden: SETUP_TICKET_OVER.
        Refused: SETUP_SCHOOL_NAMED, SCHOOL_CODE_TAKEN, YEAR_DAYS_WRONG.
    """
    run = _locked(ticket, real_at)
    if run.school_id is not None:
        raise Refused("SETUP_SCHOOL_NAMED")
    check_days(first, data)
    days = YearDays(data.starts_on, data.term_2_on, data.ends_on)
    founded = found_school(identity=identity, year=Year(first), days=days, at=at)
    run.school_id = founded.school_id
    run.save(update_fields=["school"])
    return founded


@transaction.atomic
def name_people(
    *,
    ticket: str,
    principal: FirstPerson,
    admin: FirstPerson,
    number: str,
    dated: date,
    at: datetime,
    real_at: datetime,
) -> tuple[Issued, Issued]:
    """Second step: principal and admin get accounts and offices; the ticket then opens nothing any more.

    Args:
        ticket: of the browser's session.
        principal: who heads the school.
        admin: somebody else, who keeps accounts and register data.
        number: of the decision, made on paper, that gives the admin the office.
        dated: its day, not in the future.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.

    Returns:
        Login names and temporary passwords of both, shown once.

    Raises:
        Forbidden: SETUP_TICKET_OVER.
        Refused: SETUP_SCHOOL_NEEDED, SETUP_TWO_PEOPLE, DECISION_NUMBER_NEEDED, DECISION_IN_FUTURE.
    """
    run = _locked(ticket, real_at)
    if run.school is None:
        raise Refused("SETUP_SCHOOL_NEEDED")
    if principal.code.casefold() == admin.code.casefold() or fold(principal.name) == fold(admin.name):
        raise Refused("SETUP_TWO_PEOPLE", where="admin", source="Decision 32/QĐ-THPĐ, art. 4(3)")
    if not clean(number):
        raise Refused("DECISION_NUMBER_NEEDED", where="number", longest=40)
    if dated > day_of(at):
        raise Refused("DECISION_IN_FUTURE", where="dated", dated=f"{dated:%d/%m/%Y}")
    school = run.school
    issued = []
    for person in (principal, admin):
        _add(school, person)
        issued.append(
            found_account(full_name=person.name, email=person.email, at=at, real_at=real_at, school_id=school.id)
        )
    tie_accounts(
        school_id=school.id,
        users={principal.code: issued[0].user_id, admin.code: issued[1].user_id},
        at=at,
    )
    appoint_founders(
        school_id=school.id,
        offices=[Office(principal.code, Role.PRINCIPAL), Office(admin.code, Role.SCHOOL_ADMIN)],
        number=clean(number),
        dated=dated,
        since=dated,
        at=at,
    )
    run.people_at = at
    run.save(update_fields=["people_at"])
    return issued[0], issued[1]


def _add(school: School, person: FirstPerson) -> None:
    name = " ".join(clean(person.name).split())
    Staff.objects.create(
        school=school,
        code=clean(person.code),
        name=name,
        name_folded=fold(name),
        position=clean(person.position),
        email=person.email,
    )


def _secret(value: str) -> str:
    """What is stored of a ticket or code: neither can be guessed, so a plain hash is enough."""
    return hashlib.sha256(value.encode()).hexdigest()


def _code(typed: str) -> str:
    return _secret("".join(typed.upper().split()))
