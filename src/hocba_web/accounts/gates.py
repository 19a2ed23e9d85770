"""What stands between a login and the work: an own password, a second factor, a check of it in this session."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar

from django.http import HttpRequest

from hocba_web.accounts.factors import factor_checked_at, has_factor
from hocba_web.accounts.models import User
from hocba_web.accounts.permissions import FRESH_FOR
from hocba_web.accounts.ports import ports
from hocba_web.accounts.roles import SECOND_FACTOR_ROLES, Role
from hocba_web.base import clock

View = TypeVar("View", bound=Callable[..., Any])

_ALWAYS_OPEN = frozenset({"account_logout", "set_language", "accounts:new_password"})
_WHILE_ENROLLING = frozenset(
    {
        "accounts:enrol",
        "accounts:confirm",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)
_FACTOR_ADMINISTRATION = frozenset(
    {
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_add_webauthn",
        "mfa_remove_webauthn",
        "mfa_edit_webauthn",
        "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "account_change_password",
    }
)
"""Pages that change how an account is opened: a password alone does not reach them once there is a second factor."""


class _Capacity(Protocol):
    @property
    def role(self) -> Role: ...


def open_to_everyone(view: View) -> View:
    """Mark a view that is reachable before password and second factor are in order: help, guides, health."""
    view.open_to_everyone = True  # type: ignore[attr-defined]  # read by `gate` below
    return view


def gate(request: HttpRequest, user: User, view: Callable[..., Any], name: str) -> str | None:
    """The page that must come first, as the name of an address; None if the way is free.

    Args:
        request: of somebody logged in.
        user: that somebody.
        view: what was asked for.
        name: its address's name, with namespace.
    """
    if getattr(view, "open_to_everyone", False) or name in _ALWAYS_OPEN:
        return None
    if user.must_change_password:
        return "accounts:new_password"
    checked = factor_checked_at(request)
    if name in _FACTOR_ADMINISTRATION and has_factor(user.pk):
        age = None if checked is None else clock.real_now() - checked
        return None if age is not None and age <= FRESH_FOR else "accounts:confirm"
    if checked is not None or name in _WHILE_ENROLLING:
        return None
    if not _factor_needed(request, user):
        return None
    return "accounts:confirm" if has_factor(user.pk) else "accounts:enrol"


def _factor_needed(request: HttpRequest, user: User) -> bool:
    """By the roles that the request has found already, if it has."""
    capacities: Callable[[], Iterable[_Capacity]] | None = getattr(request, "capacities", None)
    if capacities is None:
        return ports.second_factor_needed(user.pk)
    return any(one.role in SECOND_FACTOR_ROLES for one in capacities())
