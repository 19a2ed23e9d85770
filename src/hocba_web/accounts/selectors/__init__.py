"""What pages read about accounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.factors import CHECKING_TYPES
from hocba_web.accounts.models import AccountRequest, User
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.accounts.ports import Holder, Person, ports
from hocba_web.accounts.roles import SECOND_FACTOR_ROLES, Role
from hocba_web.accounts.selectors.agents import describe
from hocba_web.accounts.services import deciding_action
from hocba_web.base.refusals import Missing

_MOST_REQUESTS = 200


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line of the list of accounts."""

    user: User
    holder: Holder
    has_factor: bool
    closed: bool
    """Opens nothing today."""

    @property
    def roles(self) -> list[str]:
        """Roles held today, in words, in the order of `Role`."""
        return [role.label for role in Role if role in self.holder.roles]

    @property
    def lacks_factor(self) -> bool:
        """Holds a role that cannot work without a second factor, and has none yet."""
        return bool(self.holder.roles & SECOND_FACTOR_ROLES) and not self.has_factor


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request as somebody sees it, with what they may do about it."""

    request: AccountRequest
    may_decide: bool
    may_execute: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class OwnSession:
    """Where one is logged in."""

    id: int
    agent: str
    """"Chrome trên Windows"."""
    ip: str
    since: datetime
    seen: datetime
    current: bool


def names(user_ids: Iterable[int]) -> dict[int, str]:
    """Full names of accounts by id; unknown ids are left out."""
    return dict(User.objects.filter(pk__in=set(user_ids)).values_list("pk", "full_name"))


def accounts(actor: Actor, *, today: date) -> list[AccountRow]:
    """All accounts of the actor's school, by name: two queries however many there are, and what the register needs.

    Args:
        actor: who looks.
        today: the day in Vietnam.

    Raises:
        Forbidden: the role may not.
    """
    require(actor, Action.ACCOUNT_VIEW, Target(school_id=actor.school_id))
    holders = ports.holders_of_school(actor.school_id)
    users = User.objects.in_bulk([holder.user_id for holder in holders])
    with_factor = set(
        Authenticator.objects.filter(user_id__in=list(users), type__in=CHECKING_TYPES).values_list("user_id", flat=True)
    )
    return [
        AccountRow(users[holder.user_id], holder, holder.user_id in with_factor, users[holder.user_id].closed_on(today))
        for holder in holders
        if holder.user_id in users
    ]


def account(actor: Actor, public_id: UUID, *, today: date) -> AccountRow:
    """One account of the actor's school.

    Raises:
        Forbidden: the role may not.
        Missing: NOT_FOUND_HERE.
    """
    for row in accounts(actor, today=today):
        if row.user.public_id == public_id:
            return row
    raise Missing("NOT_FOUND_HERE")


def requests(actor: Actor, *, open_only: bool, user_id: int | None = None) -> list[RequestRow]:
    """Requests of the actor's school: all for those who view accounts, their own for others; newest first, at most 200.

    Args:
        actor: who looks.
        open_only: only those still to be decided or carried out.
        user_id: only those about this account.
    """
    found = AccountRequest.objects.filter(school_id=actor.school_id).select_related(
        "owner", "asked_by", "decided_by", "done_by"
    )
    if not allowed(actor, Action.ACCOUNT_VIEW, Target(school_id=actor.school_id)):
        found = found.filter(asked_by_id=actor.user_id)
    if open_only:
        found = found.filter(state__in=AccountRequest.OPEN)
    if user_id is not None:
        found = found.filter(owner_id=user_id)
    return [_seen_by(actor, row) for row in found[:_MOST_REQUESTS]]


def request(actor: Actor, public_id: UUID) -> RequestRow:
    """One request that the actor may see.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    row = (
        AccountRequest.objects.filter(school_id=actor.school_id, public_id=public_id)
        .select_related("owner", "asked_by", "decided_by", "done_by")
        .first()
    )
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    if row.asked_by_id != actor.user_id:
        require(actor, Action.ACCOUNT_VIEW, Target(school_id=actor.school_id))
    return _seen_by(actor, row)


def staff_without_account(actor: Actor) -> Sequence[Person]:
    """For whom an account can be asked.

    Raises:
        Forbidden: the role may not ask.
    """
    require(actor, Action.ACCOUNT_REQUEST, Target(school_id=actor.school_id))
    asked = set(
        AccountRequest.objects.filter(
            school_id=actor.school_id, kind=AccountRequest.Kind.CREATE, state__in=AccountRequest.OPEN
        ).values_list("staff_id", flat=True)
    )
    return [one for one in ports.staff_without_account(actor.school_id) if one.staff_id not in asked]


def own_sessions(user: User, session_key: str | None) -> list[OwnSession]:
    """Where somebody is logged in now, this session first."""
    found = [
        OwnSession(
            row.pk, describe(row.user_agent), row.ip, row.created_at, row.last_seen_at, row.session_key == session_key
        )
        for row in UserSession.objects.purge_and_list(user)
    ]
    return sorted(found, key=lambda one: (not one.current, -one.seen.timestamp()))


def _seen_by(actor: Actor, row: AccountRequest) -> RequestRow:
    target = Target(school_id=row.school_id, user_id=row.owner_id)
    foreign = actor.user_id not in {row.asked_by_id, row.owner_id}
    asked, granted = row.state == AccountRequest.State.ASKED, row.state == AccountRequest.State.GRANTED
    return RequestRow(
        row,
        may_decide=asked and foreign and allowed(actor, deciding_action(row), target),
        may_execute=granted and allowed(actor, Action.ACCOUNT_EXECUTE, target),
        may_withdraw=row.state in AccountRequest.OPEN and row.asked_by_id == actor.user_id,
    )
