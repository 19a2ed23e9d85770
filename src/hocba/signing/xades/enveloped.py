"""The signature of an organisation over a list: the only one that stands inside what it signs.

Prepare, sign elsewhere, embed, as for a record's slots: the key may lie on a token at the clerk's computer or with a
remote service. Source: Công văn 2088/BGDĐT-GDTH, III.2.
"""

from __future__ import annotations

import base64
import hashlib
import json
from binascii import b2a_base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from unicodedata import normalize

from hocba.errors import DocumentError, HocbaError
from hocba.signature_profile import ListFormat, SignatureAlgorithm, algorithm, list_format
from hocba.signing.certificates import read_chain, require_may_sign
from hocba.signing.ports import Signer
from hocba.signing.refusals import refused
from hocba.signing.values import require_valid, xml_value
from hocba.signing.xades.template import SignatureText, template
from hocba.signing.xades.time import in_zone

_FORMAT = "hocba-prepared-list/1"


@dataclass(frozen=True, slots=True)
class PreparedList:
    """The signature of a list, lacking its value. It holds the signature's inputs; embedding makes its text again."""

    to_be_signed: bytes
    """The message to sign: exclusive C14N of `ds:SignedInfo`. Not a digest."""
    algorithm: SignatureAlgorithm
    form: str
    """Name of the list's format."""
    content_digest: bytes
    """Of the list without signature: what the first reference names."""
    signing_time: datetime
    """Aware, whole seconds."""
    chain: tuple[bytes, ...]
    """DER, the sender's certificate first, no root."""

    @property
    def digest(self) -> bytes:
        """Hash of `to_be_signed` by the algorithm, for devices and services that sign hashes."""
        return hashlib.new(self.algorithm.hash, self.to_be_signed).digest()

    def to_bytes(self) -> bytes:
        """For storage between the two phases: JSON, UTF-8, one line."""
        return json.dumps(
            {
                "format": _FORMAT,
                "to_be_signed": _text(self.to_be_signed),
                "algorithm": self.algorithm.name,
                "form": self.form,
                "content_digest": _text(self.content_digest),
                "signing_time": self.signing_time.isoformat(),
                "chain": [_text(certificate) for certificate in self.chain],
            }
        ).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """The inverse of `to_bytes`.

        Raises:
            DocumentError: PREPARED_XML_BROKEN.
        """
        try:
            return cls._from_fields(json.loads(data))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, HocbaError) as error:
            raise DocumentError("PREPARED_XML_BROKEN") from error

    @classmethod
    def _from_fields(cls, fields: Mapping[str, Any]) -> Self:
        if fields["format"] != _FORMAT:
            raise ValueError(fields["format"])
        return cls(
            to_be_signed=_bytes(fields["to_be_signed"]),
            algorithm=algorithm(fields["algorithm"]),
            form=list_format(fields["form"]).name,
            content_digest=_bytes(fields["content_digest"]),
            signing_time=datetime.fromisoformat(fields["signing_time"]),
            chain=tuple(_bytes(each) for each in fields["chain"]),
        )


def require_sender(
    form: ListFormat, chain: Sequence[bytes], algorithm: SignatureAlgorithm, at: datetime, sender: str
) -> None:
    """Refuse a certificate that is not the sender's organisation certificate, or may not sign now.

    Args:
        form: the list's format.
        chain: DER, the sender's certificate first.
        algorithm: to be used.
        at: signing time, aware.
        sender: name of the organisation; the certificate's O.

    Raises:
        SigningRefused: WRONG_SEAL, and what `read_chain` and `require_may_sign` refuse.
    """
    certificate = read_chain(chain)
    names = [normalize("NFC", name) for name in certificate.organisations]
    if names != [normalize("NFC", sender)] or not certificate.tax_code(form.profile.certificates):
        raise refused("WRONG_SEAL", where=form.root, expected=sender, found=certificate.subject)
    require_may_sign(certificate, form.profile, algorithm, at, where=form.root)


def content_digest(form: ListFormat, canonical: Iterable[bytes]) -> bytes:
    """Digest of a list without signature, as its signature's first reference names it.

    Args:
        form: the list's format.
        canonical: exclusive C14N of the list without signature, in pieces.
    """
    hasher = hashlib.new(form.profile.digest)
    for piece in canonical:
        hasher.update(piece)
    return hasher.digest()


def prepare_list(
    form: ListFormat,
    canonical: Iterable[bytes],
    chain: Sequence[bytes],
    algorithm: SignatureAlgorithm,
    signing_time: datetime,
) -> PreparedList:
    """Everything of a list's signature but its value.

    Args:
        form: the list's format.
        canonical: exclusive C14N of the list without signature, in pieces.
        chain: DER, the sender's certificate first; checked by `require_sender` before.
        algorithm: one that fits the key.
        signing_time: aware.

    Raises:
        SigningRefused: what `read_chain` refuses.
        UsageError: SIGNING_TIME_NAIVE.
    """
    certificate = read_chain(chain)
    at = in_zone(signing_time, form.profile)
    digest = content_digest(form, canonical)
    text = _signature_text(form, digest, certificate.chain, algorithm, at)
    return PreparedList(
        to_be_signed=text.signed_info,
        algorithm=algorithm,
        form=form.name,
        content_digest=digest,
        signing_time=at,
        chain=certificate.chain,
    )


def embed_list(prepared: PreparedList, signature_value: bytes) -> bytes:
    """The `ds:Signature` of a list, to be put before the list's end tag.

    Whether the list still is the one that was prepared, its caller checks by `content_digest`.

    Args:
        prepared: from `prepare_list`, in this process or stored meanwhile.
        signature_value: over `prepared.to_be_signed`; ECDSA in DER.

    Raises:
        SignerFailed: SIGNER_VALUE_WRONG.
        SigningRefused: PREPARED_STALE (a changed preparation), and what `read_chain` refuses.
    """
    form, how = list_format(prepared.form), prepared.algorithm
    certificate = read_chain(prepared.chain)
    text = _signature_text(form, prepared.content_digest, certificate.chain, how, prepared.signing_time)
    if text.signed_info != prepared.to_be_signed:
        raise refused("PREPARED_STALE", where=form.root)
    require_valid(certificate.key, signature_value, prepared.to_be_signed, how, where=form.key)
    encoded = b2a_base64(xml_value(certificate.key, signature_value, how), newline=False)
    return b"".join((text.before, encoded, text.after))


def sign_list(
    form: ListFormat, canonical: Iterable[bytes], signer: Signer, algorithm: SignatureAlgorithm, signing_time: datetime
) -> bytes:
    """The `ds:Signature` of a list by a key at hand: `prepare_list`, sign, `embed_list`.

    Raises:
        SignerFailed: SIGNER_VALUE_WRONG, or what the device says.
        UsageError: SIGNING_TIME_NAIVE.
    """
    prepared = prepare_list(form, canonical, signer.chain, algorithm, signing_time)
    (value,) = signer.sign([prepared.to_be_signed], algorithm)
    return embed_list(prepared, value)


def _signature_text(
    form: ListFormat, digest: bytes, chain: tuple[bytes, ...], algorithm: SignatureAlgorithm, at: datetime
) -> SignatureText:
    return template(
        form.profile,
        key=form.key,
        covered=(form.id,),
        enveloped=True,
        algorithm=algorithm,
        signing_time=at.isoformat(),
        chain=chain,
        subject=read_chain(chain).subject,
        binding=None,
    ).fill([_text(digest)])


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
