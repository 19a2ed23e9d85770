"""What the school keeps secret for the gateway is stored sealed: a copy of the database alone logs in nowhere."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from hocba_web.base.refusals import Refused


def seal(text: str) -> str:
    """Seal a secret under the installation's secret key."""
    return _box(_keys()).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Open it again, also under a retired key (`SECRET_KEY_FALLBACKS`).

    Raises:
        Refused: SECRET_UNREADABLE, sealed under a key that this installation no longer has.
    """
    try:
        return _box(_keys()).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Refused("SECRET_UNREADABLE") from None


def _keys() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *(str(key) for key in settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derive(key)) for key in keys])


def _derive(key: str) -> bytes:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"hocba.submission.gateway").derive(
        key.encode()
    )
    return urlsafe_b64encode(derived)
