"""What the pages of this application share."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest

from hocba_web.accounts.acting import LoginNeeded
from hocba_web.accounts.models import User
from hocba_web.base.refusals import Refused, spoken


def owner(request: HttpRequest) -> User:
    """Whoever is logged in, whatever their capacity.

    Raises:
        LoginNeeded: LOGIN_NEEDED.
    """
    if not isinstance(request.user, User):
        raise LoginNeeded("LOGIN_NEEDED")
    return request.user


def refuse_in(form: Form, error: Refused | ValidationError) -> None:
    """Show a refusal beside the field it is about, or above the form."""
    if isinstance(error, ValidationError):
        form.add_error("password1", error)
        return
    said = spoken(error)
    form.add_error(error.where if error.where in form.fields else None, f"{said.what} {said.next}".strip())
