"""The signature of an organisation over a list of records: the only one that stands inside what it signs."""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Iterable
from datetime import datetime
from hashlib import new
from unicodedata import normalize

from hocba.signature_profile import ListFormat, SignatureAlgorithm
from hocba.signing.certificates import read_chain, require_may_sign
from hocba.signing.ports import Signer
from hocba.signing.refusals import refused
from hocba.signing.values import require_valid, xml_value
from hocba.signing.xades.template import template
from hocba.signing.xades.time import in_zone


def require_sender(form: ListFormat, signer: Signer, algorithm: SignatureAlgorithm, at: datetime, sender: str) -> None:
    """Refuse a certificate that is not the sender's organisation certificate, or may not sign now.

    Args:
        form: the list's format.
        signer: holds the certificate.
        algorithm: to be used.
        at: signing time, aware.
        sender: name of the organisation; the certificate's O.

    Raises:
        SigningRefused: WRONG_SEAL, and what `read_chain` and `require_may_sign` refuse.
    """
    certificate = read_chain(signer.chain)
    names = [normalize("NFC", name) for name in certificate.organisations]
    if names != [normalize("NFC", sender)] or not certificate.tax_code(form.profile.certificates):
        raise refused("WRONG_SEAL", where=form.root, expected=sender, found=certificate.subject)
    require_may_sign(certificate, form.profile, algorithm, at, where=form.root)


def sign_list(
    form: ListFormat, canonical: Iterable[bytes], signer: Signer, algorithm: SignatureAlgorithm, signing_time: datetime
) -> bytes:
    """The `ds:Signature` of a list, to be put before the list's end tag.

    Args:
        form: the list's format.
        canonical: exclusive C14N of the list without signature, in pieces.
        signer: the sender's; checked by `require_sender` before.
        algorithm: one that fits the key.
        signing_time: aware.

    Raises:
        SignerFailed: SIGNER_VALUE_WRONG, or what the device says.
        UsageError: SIGNING_TIME_NAIVE.
    """
    certificate = read_chain(signer.chain)
    hasher = new(form.profile.digest)
    for piece in canonical:
        hasher.update(piece)
    text = template(
        form.profile,
        key=form.key,
        covered=(form.id,),
        enveloped=True,
        algorithm=algorithm,
        signing_time=in_zone(signing_time, form.profile).isoformat(),
        chain=certificate.chain,
        subject=certificate.subject,
        binding=None,
    ).fill([b2a_base64(hasher.digest(), newline=False).decode("ascii")])
    (value,) = signer.sign([text.signed_info], algorithm)
    require_valid(certificate.key, value, text.signed_info, algorithm, where=form.key)
    encoded = b2a_base64(xml_value(certificate.key, value, algorithm), newline=False)
    return b"".join((text.before, encoded, text.after))
