"""What allauth does is traced like everything else, and told to the account's owner."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_set, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.http import HttpRequest

from hocba_web.accounts.factors import factor_enrolled, factor_forgotten, password_typed
from hocba_web.accounts.models import User
from hocba_web.accounts.services import notices, own_password, trace_own
from hocba_web.base import clock


@transaction.atomic
def _opened(request: HttpRequest, user: User, **_: Any) -> None:  # noqa: ANN401  # Django's signature
    password_typed(request, user)
    trace_own(user.pk, "accounts.session.opened", clock.now())


@transaction.atomic
def _closed(user: User | None, **_: Any) -> None:  # noqa: ANN401  # Django's signature
    if user is not None and user.pk is not None:
        trace_own(user.pk, "accounts.session.closed", clock.now())


@transaction.atomic
def _password_changed(user: User, **_: Any) -> None:  # noqa: ANN401  # Django's signature
    own_password(user=user, at=clock.now())
    notices.tell(user.pk, "accounts.password.changed")


@transaction.atomic
def _added(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:  # noqa: ANN401  # Django's signature
    factor_enrolled(request, user, authenticator)
    trace_own(user.pk, "accounts.factor.added", clock.now(), type=str(authenticator.type))
    notices.tell(user.pk, "accounts.factor.added")


@transaction.atomic
def _removed(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:  # noqa: ANN401  # Django's signature
    factor_forgotten(request, user)
    trace_own(user.pk, "accounts.factor.removed", clock.now(), type=str(authenticator.type))
    notices.tell(user.pk, "accounts.factor.removed")


@transaction.atomic
def _renewed(user: User, **_: Any) -> None:  # noqa: ANN401  # Django's signature
    trace_own(user.pk, "accounts.factor.renewed", clock.now())


def connect() -> None:
    """Listen; called once, when Django starts."""
    user_logged_in.connect(_opened)
    user_logged_out.connect(_closed)
    password_changed.connect(_password_changed)
    password_set.connect(_password_changed)
    authenticator_added.connect(_added)
    authenticator_removed.connect(_removed)
    authenticator_reset.connect(_renewed)
