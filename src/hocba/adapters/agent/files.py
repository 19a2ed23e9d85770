"""A PKCS#12 file on the signer's own computer in place of a token: for training, and where no token has come yet."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from hocba.adapters.agent.holders import holder_of
from hocba.adapters.agent.ports import TokenCertificate
from hocba.adapters.pkcs12 import Pkcs12Signer
from hocba.signing import Signer
from hocba.signing.certificates import read_chain


class Pkcs12Ring:
    """One file as if it were a token; satisfies `hocba.adapters.agent.ports.TokenRing`.

    Args:
        path: the file.
        password: opens it to read its certificate and is not kept; each batch asks for it anew.

    Raises:
        SignerFailed: PKCS12_UNREADABLE, PKCS12_NO_KEY.
        SigningRefused: CERTIFICATE_UNREADABLE, KEY_TOO_WEAK.
        OSError: the file cannot be read.
    """

    def __init__(self, path: Path, password: str) -> None:
        self._data = path.read_bytes()
        chain = Pkcs12Signer.load(self._data, password).chain
        read = read_chain(chain)
        self._certificate = TokenCertificate(path.name, b"", read.chain, read.key_kind, holder_of(chain[0]))

    def certificates(self) -> Sequence[TokenCertificate]:
        """The file's certificate."""
        return [self._certificate]

    def open(self, certificate: TokenCertificate, pin: str) -> AbstractContextManager[Signer]:
        """Open the file with its password.

        Raises:
            SignerFailed: PKCS12_UNREADABLE.
        """
        del certificate  # there is only one
        return nullcontext(Pkcs12Signer.load(self._data, pin))
