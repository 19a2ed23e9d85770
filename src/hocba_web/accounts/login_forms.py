"""allauth's forms of the way in, ready to be typed into (settings `ACCOUNT_FORMS`, `MFA_FORMS`)."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm as BaseLoginForm
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm as BaseAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as BaseReauthenticateForm
from allauth.mfa.models import Authenticator
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _


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
    """A code of the authenticator app works once.

    allauth remembers a used code for one period; with a tolerance codes are good for longer, so we remember longer.
    """

    authenticator: Authenticator

    def clean_code(self) -> str:
        """Check the code, then whether it was used before.

        Raises:
            ValidationError: wrong, too many tries, or used.
        """
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
