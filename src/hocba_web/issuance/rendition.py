"""A record's PDF made from its signed XML: the same bytes at any time, so that it need not be kept to be signed.

Time and marks come from the XML itself: created when the XML was sealed, "BẢN THỬ NGHIỆM" where a demo key signed.
"""

from __future__ import annotations

import re
from base64 import b64decode
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from hocba.documents.rendition import SignatureLine, Stage, form_of, line_of, render
from hocba.model import YearRecord
from hocba.signing.xades import Draft, Filled
from hocba.verification.certificates.parsed import read_certificate
from hocba.verification.trust import is_demo

_CERTIFICATE = re.compile(rb"<ds:X509Certificate>([^<]+)</ds:X509Certificate>")


def sealed_at(draft: Draft) -> datetime | None:
    """When the school's seal on the XML was made; None where it is not sealed."""
    return next((each.signed_at for each in draft.filled if each.slot.holder == "organisation"), None)


def signed_of(draft: Draft) -> tuple[YearRecord, list[SignatureLine]]:
    """What the signed bytes say, and who signed them when, in document order: as renditions and prints take it.

    A draft of these applications was read from its XML, so its record is what the XML says.
    """
    persons = {person: number for number, person in enumerate(draft.region.parts)}
    in_order = sorted(draft.filled, key=lambda each: (each.slot.order, persons.get(each.person, -1)))
    return draft.record, [line_of(each.slot.name, draft.record, _leaf(each), each.signed_at) for each in in_order]


def of_demo(draft: Draft) -> bool:
    """Whether any signature was made with a demo key."""
    return any(_demo_certificate(_leaf(each)) for each in draft.filled)


def to_seal(draft: Draft, lookup_address: str) -> bytes:
    """The PDF that carries the sealed XML and waits for its own seal.

    Args:
        draft: with every slot filled.
        lookup_address: put before the UUID in the QR code.

    Raises:
        DocumentError: as the rendition refuses.
        ValueError: the XML is not sealed.
    """
    created_at = sealed_at(draft)
    if created_at is None:
        raise ValueError("the XML is not sealed")
    record, lines = signed_of(draft)
    form = form_of(record, lines, stage=Stage.SEALED, lookup_address=lookup_address, demo=of_demo(draft))
    return render(form, sealed_xml=draft.data, created_at=created_at)


def digest_of(draft: Draft) -> str:
    """SHA-256 of the record's data region as 64 hexadecimal digits: what was shown to whoever seals."""
    return sha256(draft.region.data).hexdigest()


def file_digest(draft: Draft) -> str:
    """SHA-256 of the whole sealed XML: what the seal on the PDF is about."""
    return sha256(draft.data).hexdigest()


def _leaf(filled: Filled) -> bytes:
    """DER of the signer's certificate, the first in the signature."""
    found = _CERTIFICATE.search(filled.element)
    if found is None:
        raise ValueError(f"no certificate in {filled.slot.name}")
    return b64decode(found[1])


@lru_cache(maxsize=256)  # a school has some forty signers
def _demo_certificate(certificate: bytes) -> bool:
    return is_demo(read_certificate(certificate))
