"""Secrets of second factors are stored encrypted: a copy of the database alone opens no account."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def encrypt(text: str) -> str:
    """Seal a secret under the installation's secret key."""
    return _box(_keys()).encrypt(text.encode()).decode()


def decrypt(sealed: str) -> str:
    """Open it again, also under a retired key (`SECRET_KEY_FALLBACKS`).

    Raises:
        cryptography.fernet.InvalidToken: sealed under another key, or changed.
    """
    return _box(_keys()).decrypt(sealed.encode()).decode()


def _keys() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *(str(key) for key in settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derive(key)) for key in keys])


def _derive(key: str) -> bytes:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"hocba.accounts.second-factor").derive(
        key.encode()
    )
    return urlsafe_b64encode(derived)
