"""What must be right before a process serves: each check has an id and says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution

_SECRET_LENGTH = 40
_OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}
DEMO_MARK = ".hocba-demo"
"""Lies in a folder that `hocba demo` made: only such a folder is served in demo mode."""


@register(Tags.security)
def secret_key(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:  # noqa: ANN401, ARG001  # Django's signature
    """Outside demo mode the secret key is the installation's own."""
    if settings.HOCBA.demo or settings.TESTING:
        return []
    if len(settings.SECRET_KEY) < _SECRET_LENGTH or settings.SECRET_KEY.startswith("demo-only-"):
        return [
            Error(
                "HOCBA_SECRET_KEY quá ngắn hoặc là khóa của bản thử nghiệm.",
                hint="Tạo khóa mới: python -c 'import secrets; print(secrets.token_urlsafe(60))'",
                id="hocba.E001",
            )
        ]
    return []


@register(Tags.security)
def data_folder(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:  # noqa: ANN401, ARG001  # Django's signature
    """The data folder is there and not readable by others."""
    folder = settings.HOCBA.data
    if not folder.is_dir():
        return [
            Error(
                f"Chưa có thư mục dữ liệu {folder}.",
                hint="Tạo thư mục (mkdir -m 700) hoặc đặt HOCBA_DATA đúng chỗ.",
                id="hocba.E002",
            )
        ]
    if not settings.TESTING and folder.stat().st_mode & 0o007:
        return [
            Caution(
                f"Thư mục dữ liệu {folder} đang mở cho mọi tài khoản trên máy.",
                hint="Chạy chmod 700 cho thư mục này.",
                id="hocba.W001",
            )
        ]
    return []


@register(Tags.security)
def demo_mode(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:  # noqa: ANN401, ARG001  # Django's signature
    """Demo and test modes are for this machine and for invented people only: they log in by a click, or hash weakly."""
    if not (settings.HOCBA.demo or settings.TESTING):
        return []
    found: list[CheckMessage] = []
    if urlsplit(settings.HOCBA.base_url).hostname not in _OWN_MACHINE:
        found.append(
            Error(
                "Chế độ thử nghiệm chỉ chạy ở địa chỉ của chính máy này (localhost).",
                hint="Bỏ HOCBA_DEMO và HOCBA_TESTING khi dùng thật.",
                id="hocba.E004",
            )
        )
    if settings.HOCBA.demo and not (settings.HOCBA.data / DEMO_MARK).exists():
        found.append(
            Error(
                f"Thư mục {settings.HOCBA.data} không phải của bản thử nghiệm.",
                hint="Bỏ HOCBA_DEMO nếu đây là dữ liệu thật; bản thử nghiệm do lệnh hocba demo dựng.",
                id="hocba.E005",
            )
        )
    return found


@register(Tags.security)
def log_key(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:  # noqa: ANN401, ARG001  # Django's signature
    """Outside demo mode the authority's side writes a log that somebody else sees (decision 0046)."""
    if settings.HOCBA.side != "authority" or settings.HOCBA.demo or settings.TESTING:
        return []
    if not settings.LOG["key"]:
        return [
            Error(
                "Phía Sở chưa có khóa nhật ký minh bạch (HOCBA_LOG_KEY): biên nhận sẽ không có bằng chứng.",
                hint="Tạo khóa: manage.py log keygen --name so.example.vn/nhat-ky --out /etc/hocba/log.key",
                id="hocba.E006",
            )
        ]
    if not settings.LOG["witnesses"]:
        return [
            Caution(
                "Chưa có bên chứng kiến (HOCBA_WITNESSES): nhật ký bị viết lại thì chỉ người giữ mốc cũ nhận ra.",
                hint="Nhờ một đơn vị khác chạy bên chứng kiến; xem docs/how-to/van-hanh.md, mục “Phía Sở”.",
                id="hocba.W002",
            )
        ]
    return []


@register(Tags.security)
def public_address(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:  # noqa: ANN401, ARG001  # Django's signature
    """Outside demo mode the site is reached by https only."""
    if settings.HOCBA.demo or settings.TESTING or settings.SECURE:
        return []
    return [
        Error(
            "HOCBA_BASE_URL phải bắt đầu bằng https:// khi dùng thật.",
            hint="Đặt máy chủ TLS (ví dụ nginx) ở trước và HOCBA_BASE_URL=https://tên-miền.",
            id="hocba.E003",
        )
    ]
