"""How allauth works here: closed to sign-up, quiet about who has an account, strict about where it leads."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hocba_web.accounts import secrets
from hocba_web.accounts.factors import CHECKING_TYPES
from hocba_web.accounts.models import User
from hocba_web.accounts.ports import ports
from hocba_web.base import clock, pace

_log = structlog.get_logger("hocba.accounts")
MOST_LOGINS = 30
"""Of one name from one address in a window, right or wrong."""
_WINDOW = timedelta(minutes=5)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no type information
    """Logging in by name and password; accounts are made by the school, never by oneself."""

    error_messages: ClassVar[dict[str, str | Promise]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Tài khoản này đã ngừng sử dụng."),
        "enter_current_password": _("Hãy nhập mật khẩu hiện tại."),
        "incorrect_code": _("Mã chưa đúng. Hãy xem lại mã mới nhất trong ứng dụng."),
        "incorrect_password": _("Mật khẩu chưa đúng."),
        "rate_limited": _("Thao tác hơi nhanh, hãy chờ một chút rồi thử lại."),
        "same_as_current": _("Mật khẩu mới phải khác mật khẩu hiện tại."),
        "too_many_login_attempts": _(
            "Đã nhập sai nhiều lần nên việc đăng nhập tạm dừng 5 phút. Nếu quên mật khẩu, hãy báo quản trị hệ thống."
        ),
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu chưa đúng."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's signature
        """Accounts come from the principal (Decision 32/QĐ-THPĐ, art. 6(5))."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only addresses of the host that was asked; never another, whatever the installation also answers to."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={context.request.get_host()}, require_https=context.request.is_secure()
        )

    def format_email_subject(self, subject: str) -> str:
        """Subjects begin with the product, not with a host name."""
        return f"[Học bạ số] {subject}"

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To what the account is for."""
        user = request.user
        return ports.landing(user.pk) if isinstance(user, User) else "/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002  # allauth's signature
        """Back to one's own account."""
        return reverse("accounts:own")

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:  # noqa: ANN401  # allauth's signature
        """Refuse closed accounts and temporary passwords that were left lying too long."""
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if response is not None:
            return response
        if user.closed_on(clock.today()):
            clear_login(request)
            return HttpResponseRedirect(reverse("account_inactive"))
        if user.temporary_password_expired(clock.real_now()):
            clear_login(request)
            return HttpResponseRedirect(reverse("accounts:temporary_expired"))
        return None

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401  # allauth's signature
        """Count exactly: allauth counts in the cache, where tries that come at once may count as one.

        Raises:
            ValidationError: too_many_login_attempts.
        """
        super().pre_authenticate(request, **credentials)
        who = f"{str(credentials.get('username', '')).lower()} {pace.network_of(self.get_client_ip(request))}"
        if pace.hit("accounts.login", who, real_at=clock.real_now(), window=_WINDOW) > MOST_LOGINS:
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401, ARG002  # allauth's signature
        """Leave a line for those who watch, the same whether or not the name exists."""
        _log.warning("login_failed")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no type information
    """Authenticator apps, passkeys and recovery codes."""

    error_messages: ClassVar[dict[str, str | Promise]] = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Vai trò đang giữ cần bước xác thực thứ hai nên chưa thể bỏ cách xác thực này."
        ),
        "incorrect_code": _("Mã chưa đúng. Hãy xem lại mã mới nhất trong ứng dụng."),
    }

    def encrypt(self, text: str) -> str:
        """Secrets are stored sealed."""
        return secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """And opened only to check a code."""
        return secrets.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Who must have a second factor keeps the last one."""
        if not ports.second_factor_needed(authenticator.user_id):
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=CHECKING_TYPES)
        return bool(others.exclude(pk=authenticator.pk).exists())

    def get_totp_label(self, user: User) -> str:
        """The login name: that is what is typed here."""
        return user.username

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002  # allauth's signature
        """A name for a new passkey."""
        known = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Khóa truy cập {number}").format(number=known + 1)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The name a passkey is kept under."""
        return {"id": context.request.get_host().partition(":")[0], "name": "Học bạ số"}
