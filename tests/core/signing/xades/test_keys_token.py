"""Keys in a token, on SoftHSM 2: the device is made in a folder of its own for each run."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from hocba.adapters.pkcs11 import Pkcs11Signer
from hocba.documents.xml import parse_strict
from hocba.errors import SignerFailed
from hocba.messages import catalogue
from hocba.signature_profile import algorithm, profile
from hocba.signing.certificates import read_chain
from hocba.signing.values import require_valid
from hocba.signing.xades import Draft, embed_into, prepare
from support.checkers import DS, check_value, covered
from support.keys import demo_ca, der
from support.records import ENGLISH, sample_record

pkcs11 = pytest.importorskip("pkcs11")
MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
pytestmark = [
    pytest.mark.service,
    pytest.mark.skipif(not MODULE.exists(), reason="SoftHSM 2 is not installed"),
]

AT = datetime(2026, 5, 25, 8, 0, tzinfo=timezone(timedelta(hours=7)))
PIN = "1234"
KINDS = ("rsa2048", "p256", "p384")
MESSAGES = [b"one", b"two", b"three"]


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def load(pem: Path, label: str, identity: str) -> None:
    """Put a key into the token."""
    place = ("--token", "school", "--pin", PIN, "--label", label, "--id", identity)
    run("softhsm2-util", "--import", str(pem), *place)


@pytest.fixture(scope="module")
def token(tmp_path_factory):
    """A token with one key of each kind, its certificate beside it; and the certificates by kind.

    The module reads its settings once a process, so all tests share one token.
    """
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n")
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    run("softhsm2-util", "--init-token", "--free", "--label", "school", "--so-pin", "0000", "--pin", PIN)
    keys = {}
    for number, kind in enumerate(KINDS, start=1):
        keys[kind] = demo_ca().person(ENGLISH.name, ENGLISH.personal_id, kind=kind)
        pem = folder / f"{kind}.pem"
        pem.write_bytes(
            keys[kind].key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        load(pem, kind, f"{number:02}")
    load(folder / "p256.pem", "bare", "09")
    for identity in ("0A", "0B"):
        load(folder / "p256.pem", "twice", identity)
    with pkcs11.lib(str(MODULE)).get_token(token_label="school").open(user_pin=PIN, rw=True) as session:
        for number, kind in enumerate(KINDS, start=1):
            session.create_object(
                {
                    pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                    pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                    pkcs11.Attribute.TOKEN: True,
                    pkcs11.Attribute.SUBJECT: keys[kind].certificate.subject.public_bytes(),
                    pkcs11.Attribute.ID: bytes([number]),
                    pkcs11.Attribute.VALUE: der(keys[kind].certificate),
                }
            )
    yield keys
    if before is None:
        del os.environ["SOFTHSM2_CONF"]
    else:
        os.environ["SOFTHSM2_CONF"] = before


def open_token(token, kind="p256", /, **options):
    arguments = {"token": "school", "pin": PIN, "key": kind, "issuers": token["p256"].chain[1:], **options}
    return Pkcs11Signer(MODULE, **arguments)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("rsa2048", "rsa-sha256"),
        ("rsa2048", "rsa-sha384"),
        ("rsa2048", "rsa-sha512"),
        ("rsa2048", "rsa-pss-sha256"),
        ("p256", "ecdsa-sha256"),
        ("p384", "ecdsa-sha384"),
    ],
)
def test_a_batch_is_signed_in_one_session(token, kind, name):
    with open_token(token, kind) as signer:
        assert signer.chain == token[kind].chain
        for _ in range(2):
            values = signer.sign(MESSAGES, algorithm(name))
            for message, value in zip(MESSAGES, values, strict=True):
                require_valid(read_chain(signer.chain).key, value, message, algorithm(name), where="")


def test_a_token_fills_a_slot_like_any_signer(token):
    draft = Draft.write(sample_record(), profile())
    with open_token(token, "rsa2048") as signer:
        prepared = prepare(draft, "GVBM", signer.chain, AT, algorithm("rsa-sha256"))
        (value,) = signer.sign([prepared.to_be_signed], prepared.algorithm)
    signed = embed_into(draft, prepared, value)
    (signature,) = parse_strict(signed.data, profile().limits).iter(f"{DS}Signature")
    assert check_value(signature) == token["rsa2048"].certificate
    assert len(covered(signature)) == 3


def code_of(work) -> str:
    with pytest.raises(SignerFailed) as failed:
        work()
    assert failed.value.code in catalogue()
    return failed.value.code


def test_what_the_device_refuses_is_said_so(token):
    assert code_of(lambda: open_token(token, token="other")) == "TOKEN_MISSING"
    assert code_of(lambda: open_token(token, pin="9999")) == "TOKEN_PIN_WRONG"
    assert code_of(lambda: open_token(token, "unknown")) == "TOKEN_KEY_MISSING"
    assert code_of(lambda: open_token(token, "twice")) == "TOKEN_KEY_AMBIGUOUS"
    assert code_of(lambda: open_token(token, "bare")) == "TOKEN_CERTIFICATE_MISSING"
    missing = Path("/nonexistent/module.so")
    assert code_of(lambda: Pkcs11Signer(missing, token="x", pin="x", key="x")) == "TOKEN_MODULE_UNUSABLE"
    with open_token(token) as signer:
        assert code_of(lambda: signer.sign(MESSAGES, algorithm("rsa-sha256"))) == "SIGNER_ALGORITHM_UNFIT"
    closed = open_token(token)
    closed.close()
    assert code_of(lambda: closed.sign(MESSAGES, algorithm("ecdsa-sha256"))) == "TOKEN_FAILED"


def _sign_in_child(signer, answers):
    try:
        signer.sign(MESSAGES, algorithm("ecdsa-sha256"))
        answers.put("signed")
    except SignerFailed as failed:
        answers.put(failed.code)


def test_a_session_is_not_used_from_another_process(token):
    context = multiprocessing.get_context("fork")
    with open_token(token) as signer:
        answers = context.SimpleQueue()
        child = context.Process(target=_sign_in_child, args=(signer, answers))
        child.start()
        assert answers.get() == "TOKEN_OTHER_PROCESS"
        child.join()
        assert len(signer.sign(MESSAGES, algorithm("ecdsa-sha256"))) == 3
