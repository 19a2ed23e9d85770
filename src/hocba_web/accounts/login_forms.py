"""allauth's forms of the way in, ready to be typed into (settings `ACCOUNT_FORMS`, `MFA_FORMS`)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.forms import LoginForm as BaseLoginForm
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm as BaseAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as BaseReauthenticateForm
from allauth.mfa.models import Authenticator
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from hocba_web.accounts.models import User
from hocba_web.base import clock, pace

MOST_CODES = 10
"""Codes of one account in a window, right or wrong; a guesser who has the password gets no more."""
_WINDOW = timedelta(minutes=5)


class LoginForm(BaseLoginForm):  # type: ignore[misc]  # allauth has no type information
    """Name and password; the cursor stands in the name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # Django's signature
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("Tên đăng nhập")
        login.widget.attrs = {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
            "autofocus": True,
        }


def ready_for_code(form: forms.Form) -> None:
    """The cursor stands in the code, phones show digits."""
    code = form.fields["code"]
    code.label = _("Mã xác thực")
    code.help_text = _("6 chữ số đang hiện trong ứng dụng xác thực, hoặc một mã dự phòng.")
    code.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}


class OnceOnly:
    """A code of the authenticator app works once, and codes are not guessed.

    allauth counts tries in the cache, which may be emptied and where tries that come at once may count as one: they
    are counted in the database, too. And it remembers a used code for one period; with a tolerance codes are good for
    longer, so we remember longer.
    """

    authenticator: Authenticator
    user: User

    def clean_code(self) -> str:
        """Check the code, then whether it was used before.

        Raises:
            ValidationError: wrong, too many tries, or used.
        """
        if pace.hit("accounts.second_factor", str(self.user.pk), real_at=clock.real_now(), window=_WINDOW) > MOST_CODES:
            raise get_account_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()  # type: ignore[misc]  # a mixin of allauth's forms
        if self.authenticator.type == Authenticator.Type.TOTP:
            periods = 2 * app_settings.TOTP_TOLERANCE + 1
            # "123 456" and "123-456" are the same code to allauth, so they are here.
            used = f"hocba.totp.used:{self.authenticator.pk}:{''.join(filter(str.isalnum, code))}"
            if not cache.add(used, "y", timeout=periods * app_settings.TOTP_PERIOD):
                raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(OnceOnly, BaseAuthenticateForm):  # type: ignore[misc]  # allauth has no type information
    """The code of the second factor at login."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # Django's signature
        super().__init__(*args, **kwargs)
        ready_for_code(self)


class ReauthenticateForm(OnceOnly, BaseReauthenticateForm):  # type: ignore[misc]  # allauth has no type information
    """The code of the second factor once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # Django's signature
        super().__init__(*args, **kwargs)
        ready_for_code(self)
