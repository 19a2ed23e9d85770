"""Keys in PKCS#12 files."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from hocba.adapters.pkcs12 import Pkcs12Signer
from hocba.errors import SignerFailed
from hocba.messages import catalogue
from hocba.signature_profile import algorithm, profile
from hocba.signing.certificates import read_chain
from hocba.signing.values import require_valid
from hocba.signing.xades import Draft, embed_into, prepare
from support.keys import demo_ca, der, sign_slot
from support.records import ENGLISH, sample_record

AT = datetime(2026, 5, 25, 8, 0, tzinfo=timezone(timedelta(hours=7)))
MESSAGES = [b"one", b"two", b"three"]


def packed(key, others, password="demo"):
    encryption = BestAvailableEncryption(password.encode())
    return pkcs12.serialize_key_and_certificates(b"x", key.key, key.certificate, others, encryption)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("rsa2048", "rsa-sha256"),
        ("rsa2048", "rsa-pss-sha512"),
        ("p256", "ecdsa-sha256"),
        ("p521", "ecdsa-sha512"),
    ],
)
def test_a_batch_is_signed_in_order(kind, name):
    key = demo_ca().person(ENGLISH.name, ENGLISH.personal_id, kind=kind)
    signer = Pkcs12Signer.load(packed(key, [*key.issuers]), "demo")
    values = signer.sign(MESSAGES, algorithm(name))
    public = read_chain(signer.chain).key
    for message, value in zip(MESSAGES, values, strict=True):
        require_valid(public, value, message, algorithm(name), where="")
    assert signer.sign([], algorithm(name)) == []


def test_the_chain_is_put_in_order_whatever_the_file_holds():
    key = demo_ca().person(ENGLISH.name, ENGLISH.personal_id, kind="p256")
    stranger = demo_ca("Khác").issuing
    signer = Pkcs12Signer.load(packed(key, [key.root, stranger, key.issuers[0]]), "demo")
    assert signer.chain == (*key.chain, der(key.root))
    alone = Pkcs12Signer.load(packed(key, None), "demo")
    assert alone.chain == key.chain[:1]


def test_it_signs_a_slot_like_any_signer():
    key = demo_ca().person(ENGLISH.name, ENGLISH.personal_id, kind="rsa2048")
    signer = Pkcs12Signer.load(packed(key, [*key.issuers]), "demo")
    draft = Draft.write(sample_record(), profile())
    prepared = prepare(draft, "GVBM", signer.chain, AT, algorithm("rsa-sha256"))
    (value,) = signer.sign([prepared.to_be_signed], prepared.algorithm)
    assert embed_into(draft, prepared, value).data == sign_slot(draft, "GVBM", key, AT).data


def refused(work) -> str:
    with pytest.raises(SignerFailed) as failed:
        work()
    assert failed.value.code in catalogue()
    return failed.value.code


def test_what_cannot_sign_is_said_so():
    key = demo_ca().person(ENGLISH.name, ENGLISH.personal_id, kind="p256")
    data = packed(key, None)
    assert refused(lambda: Pkcs12Signer.load(data, "other")) == "PKCS12_UNREADABLE"
    assert refused(lambda: Pkcs12Signer.load(b"rubbish", "demo")) == "PKCS12_UNREADABLE"
    encryption = BestAvailableEncryption(b"demo")
    only = pkcs12.serialize_key_and_certificates(None, None, None, [key.certificate], encryption)
    assert refused(lambda: Pkcs12Signer.load(only, "demo")) == "PKCS12_NO_KEY"
    edwards = ed25519.Ed25519PrivateKey.generate()
    name = x509.Name([])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(edwards.public_key())
    builder = builder.serial_number(1).not_valid_before(AT).not_valid_after(AT + timedelta(days=1))
    foreign = pkcs12.serialize_key_and_certificates(None, edwards, builder.sign(edwards, None), None, encryption)
    assert refused(lambda: Pkcs12Signer.load(foreign, "demo")) == "PKCS12_NO_KEY"
    signer = Pkcs12Signer.load(data, "demo")
    assert refused(lambda: signer.sign(MESSAGES, algorithm("rsa-sha256"))) == "SIGNER_ALGORITHM_UNFIT"
    rsa = demo_ca().person(ENGLISH.name, ENGLISH.personal_id)
    assert refused(lambda: Pkcs12Signer(rsa.key, rsa.chain).sign(MESSAGES, algorithm("ecdsa-sha256"))) == (
        "SIGNER_ALGORITHM_UNFIT"
    )
