"""A stand-in for the local signing service of the Government Cipher Committee, by the messages seen in the field.

Source of the shape: domain notes on how tools sign in practice (secure WebSocket on 127.0.0.1:8987, path /SignXML,
`{HashAlg, HashValue, Encode}` in, `{Status, Signature, CertBase64}` out). The service itself is not to be had, so only
what was seen is imitated; the key comes from a PKCS#12 file instead of a token.
"""

from __future__ import annotations

import json
import ssl
import threading
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from support.keys import HASHES, TestKey

PATH = "/SignXML"
REFUSED = 1
BAD_REQUEST = 2


def pkcs12_of(key: TestKey, password: str) -> bytes:
    """The key as a PKCS#12 file."""
    encryption = serialization.BestAvailableEncryption(password.encode())
    return pkcs12.serialize_key_and_certificates(b"token", key.key, key.certificate, None, encryption)


@dataclass
class VgcaService:
    """The service with its key; tests turn its knobs while it runs."""

    file: bytes
    password: str
    status: int = 0
    """What it answers instead of signing, where not 0."""
    other_certificate: bytes = b""
    """Claim this certificate instead of its own."""
    wrapped: bool = False
    """Break base64 into lines, as some versions do."""
    stop_after: int = -1
    """Say nothing more after so many signatures."""
    answer: str = ""
    """Answer with this text instead."""
    requests: list[dict[str, Any]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def sign(self, message: str | bytes) -> dict[str, Any]:
        """One request."""
        try:
            asked = json.loads(message)
            digest = b64decode(asked["HashValue"], validate=True)
            hash_ = HASHES[str(asked["HashAlg"]).lower()]
        except (ValueError, KeyError, TypeError, NotBase64):
            return {"Status": BAD_REQUEST, "Signature": "", "CertBase64": ""}
        if set(asked) != {"HashAlg", "HashValue", "Encode"} or asked["Encode"] != "RSA":
            return {"Status": BAD_REQUEST, "Signature": "", "CertBase64": ""}
        self.requests.append(asked)
        if self.status or len(digest) != hash_.digest_size:
            return {"Status": self.status or BAD_REQUEST, "Signature": "", "CertBase64": ""}
        key, certificate, _ = pkcs12.load_key_and_certificates(self.file, self.password.encode())
        assert isinstance(key, rsa.RSAPrivateKey)
        assert certificate is not None
        value = key.sign(digest, padding.PKCS1v15(), Prehashed(hash_))
        der = self.other_certificate or certificate.public_bytes(serialization.Encoding.DER)
        return {"Status": 0, "Signature": self._text(value), "CertBase64": self._text(der)}

    def _text(self, data: bytes) -> str:
        text = b64encode(data).decode("ascii")
        return "\r\n".join(text[start : start + 64] for start in range(0, len(text), 64)) if self.wrapped else text

    def _talk(self, connection: ServerConnection) -> None:
        with suppress(ConnectionClosed):
            if connection.request is None or connection.request.path != PATH:
                return
            for message in connection:
                if len(self.requests) == self.stop_after:
                    self.over.wait(30)
                    return
                connection.send(self.answer or json.dumps(self.sign(message)))

    @contextmanager
    def running(self, tls: ssl.SSLContext | None = None) -> Iterator[str]:
        """Serve on a free port of the loopback; gives the address."""
        with serve(self._talk, "127.0.0.1", 0, ssl=tls) as server:
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            try:
                yield f"ws{'s' if tls else ''}://127.0.0.1:{server.socket.getsockname()[1]}{PATH}"
            finally:
                self.over.set()
                server.shutdown()
                thread.join()


def loopback_tls(folder: Path) -> ssl.SSLContext:
    """TLS with a certificate for 127.0.0.1 made on the spot, as the service's installer does."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2025, 8, 1, tzinfo=UTC))
        .not_valid_after(datetime(2035, 8, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "loopback.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem)
    return context
