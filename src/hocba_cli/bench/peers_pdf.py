"""The same rendition by WeasyPrint, and seals by pyHanko: as it comes, and as fast as its documentation allows.

WeasyPrint shares one font configuration and one parsed style sheet over all documents. pyHanko's own signer loads (and
checks) the RSA key at each signature; the tuned one keeps it and says how large the signature will be, which saves the
rehearsal.
"""

from __future__ import annotations

import logging
from importlib import import_module
from importlib.resources import files
from io import BytesIO
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from hocba.documents.rendition import ATTACHMENT_NAME, Form
from hocba_cli.bench.keyring import Key, KeyRing
from hocba_cli.bench.peers_html import STYLE, html_of

# Untyped, and WeasyPrint is not even there where types are checked.
_weasyprint: Any = import_module("weasyprint")
_fonts: Any = import_module("weasyprint.text.fonts")
_asn1_crl: Any = import_module("asn1crypto.crl")
_asn1_x509: Any = import_module("asn1crypto.x509")
_load_pkcs12: Any = SimpleSigner.load_pkcs12

_FIELD = "Seal"
_HASH = "sha256"
_BOX = (300, 100, 500, 200)
_BYTES_RESERVED = 16384
"""Hexadecimal digits; a CMS with two certificates takes about 6,000."""


def weasyprint_name() -> str:
    """Version, and what cuts its fonts down: HarfBuzz if the system has that library, else the slower fontTools."""
    subsetter = "HarfBuzz" if import_module("weasyprint.text.ffi").harfbuzz_subset else "fontTools"
    return f"WeasyPrint {_weasyprint.__version__} (PDF/A-3a, fonts cut by {subsetter})"


class WeasyPrintRenderer:
    """PDF/A-3a with the XML attached (WeasyPrint cannot promise PDF/UA in the same file)."""

    def __init__(self) -> None:
        logging.getLogger("weasyprint").setLevel(logging.ERROR)  # `weasyprint_name` says what it warns about
        self._configuration = _fonts.FontConfiguration()
        folder = files("hocba.documents.rendition") / "fonts"
        faces = "".join(
            f"@font-face {{ font-family: 'Hocba Serif'; src: url('file://{folder / name}'); {style} }}"
            for name, style in (
                ("HocbaSerif-Regular.ttf", ""),
                ("HocbaSerif-Bold.ttf", "font-weight: bold"),
                ("HocbaSerif-Italic.ttf", "font-style: italic"),
            )
        )
        self._style = _weasyprint.CSS(string=faces + STYLE, font_config=self._configuration)

    def __call__(self, form: Form, qr_svg: str, xml: bytes) -> bytes:
        """The unsealed PDF."""
        attachment = _weasyprint.Attachment(
            string=xml, name=ATTACHMENT_NAME, description=form.subject, relationship="Source"
        )
        document = _weasyprint.HTML(string=html_of(form, qr_svg))
        pdf: bytes = document.write_pdf(
            font_config=self._configuration,
            stylesheets=[self._style],
            attachments=[attachment],
            pdf_variant="pdf/a-3a",
        )
        return pdf


class _CachedKeySigner(SimpleSigner):
    """pyHanko's signer with the key kept."""

    private_key: RSAPrivateKey

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        if digest_algorithm != _HASH:
            raise ValueError(digest_algorithm)
        return self.private_key.sign(data, PKCS1v15(), SHA256())


def stock_signer(key: Key) -> SimpleSigner:
    """The signer of pyHanko's tutorial."""
    signer = _load_pkcs12(str(key.path), passphrase=key.password.encode())
    if not isinstance(signer, SimpleSigner):
        raise TypeError(key.path)
    return signer


def tuned_signer(key: Key) -> SimpleSigner:
    """The same with the key kept."""
    stock = stock_signer(key)
    signer = _CachedKeySigner(stock.signing_cert, stock.signing_key, stock.cert_registry)
    signer.private_key = key.private
    return signer


def seal_stock(signer: SimpleSigner, pdf: bytes) -> bytes:
    """A visible PAdES signature in a new field, with pyHanko's default appearance."""
    return _seal(signer, pdf, None)


def seal_tuned(signer: SimpleSigner, pdf: bytes) -> bytes:
    """The same without the rehearsal that finds out the size."""
    return _seal(signer, pdf, _BYTES_RESERVED)


def _seal(signer: SimpleSigner, pdf: bytes, bytes_reserved: int | None) -> bytes:
    metadata = PdfSignatureMetadata(field_name=_FIELD, subfilter=SigSeedSubFilter.PADES, md_algorithm=_HASH)
    sealer = PdfSigner(metadata, signer, new_field_spec=SigFieldSpec(_FIELD, box=_BOX))
    out: BytesIO = sealer.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), bytes_reserved=bytes_reserved)
    return out.getvalue()


class PyHankoVerifier:
    """Full validation with path and CRLs, and pyHanko's own policy on changes after signing."""

    def __init__(self, keyring: KeyRing) -> None:
        self._root = _asn1_x509.Certificate.load(keyring.root.public_bytes(Encoding.DER))
        self._crls = [_asn1_crl.CertificateList.load(crl.public_bytes(Encoding.DER)) for crl in keyring.crls]

    def __call__(self, pdf: bytes) -> None:
        """Raises where the seal is not intact and trusted."""
        context = ValidationContext(trust_roots=[self._root], crls=self._crls, allow_fetching=False)
        (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
        status = validate_pdf_signature(signature, context)
        if not (status.intact and status.valid and status.trusted):
            raise ValueError(status.summary())
