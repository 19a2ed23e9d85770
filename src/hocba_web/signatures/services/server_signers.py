"""Opens the keys that this server reaches, for one request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from hocba.adapters.pkcs12 import Pkcs12Signer
from hocba.errors import SignerFailed
from hocba.signing.ports import Signer
from hocba_web.signatures.models import Certificate, KeyFile
from hocba_web.signatures.selectors import ways
from hocba_web.signatures.services import devices


@contextmanager
def opened(certificate: Certificate, secret: str) -> Iterator[Signer]:
    """The key of a certificate.

    Args:
        certificate: of a key file or a device.
        secret: its password or PIN.

    Raises:
        SignerFailed: PKCS12_UNREADABLE, PKCS12_NO_KEY, KEY_FILE_MISSING, KEY_FILES_NOT_ALLOWED, TOKEN_….
        UsageError: SIGNING_PROVIDER_UNKNOWN, the device stands no longer in the installation's file.
    """
    if certificate.way == Certificate.Way.PKCS11:
        with devices.opened(ways.device(certificate.provider), certificate.key_name, secret) as signer:
            yield signer
        return
    if not settings.PKCS12_ALLOWED:
        raise SignerFailed("KEY_FILES_NOT_ALLOWED", where="certificate")
    stored = KeyFile.objects.filter(certificate=certificate).first()
    if stored is None:
        raise SignerFailed("KEY_FILE_MISSING", where="certificate")
    yield Pkcs12Signer.load(bytes(stored.content), secret)
