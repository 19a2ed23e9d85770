"""Every algorithm and curve that may sign is verified in the browser as the core does, and none that may not."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID
from offline_pages import AT

from hocba.signature_profile.algorithms import ALGORITHMS, SignatureAlgorithm
from support.web.browser import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HASHES: list[hashes.HashAlgorithm] = [hashes.SHA256(), hashes.SHA384(), hashes.SHA512()]
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

BUILD = """async ([root, leaf]) => {
  const { Paths } = await import("/static/portal/offline/x509/path.js");
  const { readCertificate } = await import("/static/portal/offline/x509/certificate.js");
  const read = (text) => readCertificate(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
  try {
    const path = await new Paths([read(root)], new Set()).build(read(leaf), []);
    return path.map((one) => String(one.subject));
  } catch (error) {
    return error.code;
  }
}"""


def name(text: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, 'Trường "Ánh Dương", số 1+2; #3'),
            x509.NameAttribute(NameOID.USER_ID, "MST:0100000001"),
            x509.NameAttribute(NameOID.COMMON_NAME, text),
        ]
    )


def chain(
    key: Key, algorithm: hashes.HashAlgorithm, rsa_padding: padding.AsymmetricPadding | None = None
) -> tuple[x509.Certificate, x509.Certificate]:
    """A root with that key, and a leaf that it signed that way."""
    leaf_key = ec.generate_private_key(ec.SECP256R1())
    options: dict[str, Any] = {"rsa_padding": rsa_padding} if rsa_padding else {}

    def made(subject: str, public: Any, *, ca: bool) -> x509.Certificate:  # either kind of key
        usage = dict.fromkeys(("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"), False)
        usage |= dict.fromkeys(("encipher_only", "decipher_only"), False)
        return (
            x509.CertificateBuilder()
            .subject_name(name(subject))
            .issuer_name(name("Gốc"))
            .public_key(public)
            .serial_number(7 + ca)
            .not_valid_before(datetime(2025, 1, 1, tzinfo=UTC))
            .not_valid_after(AT + timedelta(days=900))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(digital_signature=True, key_cert_sign=ca, crl_sign=ca, **usage), critical=True)
            .sign(key, algorithm, **options)
        )

    return made("Gốc", key.public_key(), ca=True), made("Lá", leaf_key.public_key(), ca=False)


def built(window: Window, certificates: tuple[x509.Certificate, x509.Certificate]) -> object:
    return window.page.evaluate(BUILD, [b64encode(one.public_bytes(Encoding.DER)).decode() for one in certificates])


def test_paths_signed_in_every_allowed_way_are_found(windows: Callable[..., Window]) -> None:
    window = windows()
    rsa_key = rsa.generate_private_key(65537, 2048)
    for algorithm in HASHES:
        pss = padding.PSS(padding.MGF1(algorithm), algorithm.digest_size)
        ways: list[tuple[Key, padding.AsymmetricPadding | None]] = [
            (ec.generate_private_key(ec.SECP256R1()), None),
            (ec.generate_private_key(ec.SECP384R1()), None),
            (ec.generate_private_key(ec.SECP521R1()), None),
            (rsa_key, None),
            (rsa_key, pss),
        ]
        for key, rsa_padding in ways:
            root, leaf = chain(key, algorithm, rsa_padding)
            expected = [leaf.subject.rfc4514_string(), root.subject.rfc4514_string()]
            assert built(window, (root, leaf)) == expected, (type(key), algorithm.name, rsa_padding)


VERIFY = """async ([uri, kind, curve, spki, value, data]) => {
  const { SCHEMES, verifyXml } = await import("/static/portal/offline/crypto.js");
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const scheme = SCHEMES.get(uri);
  if (!scheme) return "ALGORITHM_REFUSED";
  try {
    await verifyXml({ key: { kind, curve, spki: bytes(spki) } }, scheme, bytes(value), bytes(data));
    return "passed";
  } catch (error) {
    return error.code;
  }
}"""
DATA = "Học bạ".encode()
CURVES = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}
RSA = rsa.generate_private_key(65537, 2048)


def xml_signature(one: SignatureAlgorithm, curve: ec.EllipticCurve) -> tuple[Key, bytes]:
    """A key and its signature over DATA as XML writes it."""
    algorithm = next(found for found in HASHES if found.name == one.hash)
    if one.key == "ec":
        key = ec.generate_private_key(curve)
        size = (curve.key_size + 7) // 8
        r, s = decode_dss_signature(key.sign(DATA, ec.ECDSA(algorithm)))
        return key, r.to_bytes(size) + s.to_bytes(size)
    pss = padding.PSS(padding.MGF1(algorithm), algorithm.digest_size)
    return RSA, RSA.sign(DATA, pss if one.pss else padding.PKCS1v15(), algorithm)


def verified(window: Window, uri: str, key: Key, value: bytes, data: bytes = DATA) -> object:
    public = key.public_key()
    spki = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    elliptic = isinstance(public, ec.EllipticCurvePublicKey)
    texts = [b64encode(one).decode() for one in (spki, value, data)]
    asked = [uri, "ec" if elliptic else "rsa", CURVES[public.curve.name] if elliptic else "", *texts]
    return window.page.evaluate(VERIFY, asked)


def test_signatures_of_every_algorithm_pass_and_of_other_data_do_not(windows: Callable[..., Window]) -> None:
    window = windows()
    for one in ALGORITHMS.values():
        for curve in [ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1()] if one.key == "ec" else [ec.SECP256R1()]:
            key, value = xml_signature(one, curve)
            assert verified(window, one.uri, key, value) == "passed", (one.name, curve.name)
            assert verified(window, one.uri, key, value, DATA + b".") == "SIGNATURE_VALUE_WRONG", one.name
            assert verified(window, one.uri, key, value + b"\0") == "SIGNATURE_VALUE_WRONG", one.name


def test_old_algorithms_have_no_code_to_be_reached_by(windows: Callable[..., Window]) -> None:
    window = windows()
    for old in ("http://www.w3.org/2000/09/xmldsig#rsa-sha1", "http://www.w3.org/2000/09/xmldsig#hmac-sha1"):
        assert verified(window, old, RSA, b"x") == "ALGORITHM_REFUSED"


def test_another_roots_signature_a_weak_key_and_a_strange_curve_are_refused(windows: Callable[..., Window]) -> None:
    window = windows()
    key = ec.generate_private_key(ec.SECP256R1())
    root, _ = chain(key, hashes.SHA256())
    _, foreign = chain(ec.generate_private_key(ec.SECP256R1()), hashes.SHA256())
    assert built(window, (root, foreign)) == "NO_TRUST_ANCHOR"
    for weak in (rsa.generate_private_key(65537, 1024), ec.generate_private_key(ec.SECP256K1())):  # noqa: S505  # refused
        assert built(window, chain(weak, hashes.SHA256())) == "CERTIFICATE_KEY_WEAK"


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1()], ids=lambda one: one.name)
def test_a_key_off_its_curve_is_refused(windows: Callable[..., Window], curve: ec.EllipticCurve) -> None:
    root, leaf = chain(ec.generate_private_key(curve), hashes.SHA256())
    point = root.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    der = root.public_bytes(Encoding.DER)
    other = der.replace(point, point[:-1] + bytes([point[-1] ^ 1]))
    asked = [b64encode(one).decode() for one in (other, leaf.public_bytes(Encoding.DER))]
    assert windows().page.evaluate(BUILD, asked) == "CERTIFICATE_MALFORMED"
