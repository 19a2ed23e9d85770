"""Signing with a device of the server, on SoftHSM 2."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization

from hocba.adapters.pkcs11 import Pkcs11Signer
from hocba.errors import SignerFailed
from hocba_web.signatures.kinds import seen_of
from hocba_web.signatures.services import batches, devices, queue, server_keys
from hocba_web.signatures.services.certificates import register_device
from support.keys import TestKey, der
from support.web import SchoolWorld, actor_for
from support.web.school import NOW
from support.web.signing import Pki, real_now
from web.signatures.toy import Toy, pieces, signed

pkcs11 = pytest.importorskip("pkcs11")
MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
pytestmark = [
    pytest.mark.service,
    pytest.mark.skipif(not MODULE.exists(), reason="SoftHSM 2 is not installed"),
]
WHO = "homeroom:4A1"
PIN = "246810"


@pytest.fixture
def hsm(world: SchoolWorld, pki: Pki, toy: Toy, settings: Any, tmp_path: Path) -> Iterator[TestKey]:
    """A device with the key of one teacher; the module reads its settings anew for each test."""
    key = pki.person_key(world, WHO, kind="rsa2048")
    (tmp_path / "tokens").mkdir()
    conf = tmp_path / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\nobjectstore.backend = file\n")
    before = os.environ.get("SOFTHSM2_CONF")
    pkcs11.lib(str(MODULE)).finalize()
    os.environ["SOFTHSM2_CONF"] = str(conf)
    _fill(tmp_path, key)
    (tmp_path / "issuers.pem").write_bytes(pki.ca.issuing.public_bytes(serialization.Encoding.PEM))
    (tmp_path / "signing.toml").write_text(
        f'[devices.hsm]\nlabel = "HSM của trường"\nmodule = "{MODULE}"\ntoken = "truong"\nissuers = "issuers.pem"\n'
    )
    settings.SIGNING_CONFIG = str(tmp_path / "signing.toml")
    yield key
    devices.close()
    pkcs11.lib(str(MODULE)).finalize()
    os.environ.pop("SOFTHSM2_CONF")
    if before is not None:
        os.environ["SOFTHSM2_CONF"] = before


def _fill(folder: Path, key: TestKey) -> None:
    pem = folder / "key.pem"
    pem.write_bytes(
        key.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    token = ("--token", "truong", "--pin", PIN, "--label", "khoa-ky", "--id", "01")
    for command in (
        ("--init-token", "--free", "--label", "truong", "--so-pin", "00000000", "--pin", PIN),
        ("--import", str(pem), *token),
    ):
        subprocess.run(["softhsm2-util", *command], check=True, capture_output=True)
    with pkcs11.lib(str(MODULE)).get_token(token_label="truong").open(user_pin=PIN, rw=True) as session:
        session.create_object(
            {
                pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                pkcs11.Attribute.TOKEN: True,
                pkcs11.Attribute.PRIVATE: False,
                pkcs11.Attribute.SUBJECT: b"",
                pkcs11.Attribute.ID: b"\x01",
                pkcs11.Attribute.VALUE: der(key.certificate),
            }
        )


def declare(world: SchoolWorld, pin: str = PIN) -> int:
    return register_device(
        actor=actor_for(world, WHO), holder="person", device="hsm", key="khoa-ky", pin=pin, at=NOW, real_at=real_now()
    )


def start(world: SchoolWorld, count: int) -> int:
    wanted = pieces(count)
    return batches.start(
        actor=actor_for(world, WHO),
        kind="toy",
        pieces=wanted,
        certificate_id=declare(world),
        seen=seen_of(wanted),
        at=NOW,
        real_at=real_now(),
    )


def test_one_session_signs_chunk_by_chunk(world: SchoolWorld, hsm: TestKey, monkeypatch: pytest.MonkeyPatch) -> None:
    batch_id = start(world, 10)
    devices.close()
    logins: list[str] = []
    made = Pkcs11Signer.__init__

    def counted(self: Pkcs11Signer, module: Path, **given: Any) -> None:
        logins.append(given["token"])
        made(self, module, **given)

    monkeypatch.setattr(Pkcs11Signer, "__init__", counted)
    actor = actor_for(world, WHO)
    for _ in range(4):
        done = server_keys.sign(actor=actor, batch_id=batch_id, secret=PIN, at=NOW, real_at=real_now(), limit=3)
    assert done.state == "done"
    assert len(signed()) == 10
    assert logins == ["truong"]


def test_a_wrong_pin_costs_one_try_even_while_a_session_is_open(world: SchoolWorld, hsm: TestKey) -> None:
    with pytest.raises(SignerFailed, match="TOKEN_PIN_WRONG"):
        declare(world, pin="999999")
    batch_id = start(world, 4)
    actor = actor_for(world, WHO)
    server_keys.sign(actor=actor, batch_id=batch_id, secret=PIN, at=NOW, real_at=real_now(), limit=2)

    stopped = server_keys.sign(actor=actor, batch_id=batch_id, secret="999999", at=NOW, real_at=real_now())
    assert (stopped.stopped_code, stopped.counts["hashed"]) == ("TOKEN_PIN_WRONG", 2)
    again = server_keys.sign(actor=actor, batch_id=batch_id, secret="999999", at=NOW, real_at=real_now())
    assert again.state == "stopped", "no second try by the machine"
    flags = pkcs11.lib(str(MODULE)).get_token(token_label="truong").flags
    assert not flags & pkcs11.TokenFlag.USER_PIN_LOCKED

    batches.resume(actor=actor, batch_id=batch_id, at=NOW, real_at=real_now())
    queue.advance(batch_id, at=NOW, real_at=real_now())
    done = server_keys.sign(actor=actor, batch_id=batch_id, secret=PIN, at=NOW, real_at=real_now())
    assert (done.state, done.committed) == ("done", 4)


def test_a_device_that_is_pulled_out_stops_the_batch(
    world: SchoolWorld, hsm: TestKey, settings: Any, tmp_path: Path
) -> None:
    batch_id = start(world, 2)
    devices.close()
    text = (tmp_path / "signing.toml").read_text().replace('"truong"', '"khong-co"')
    (tmp_path / "other.toml").write_text(text)
    settings.SIGNING_CONFIG = str(tmp_path / "other.toml")

    actor = actor_for(world, WHO)
    stopped = server_keys.sign(actor=actor, batch_id=batch_id, secret=PIN, at=NOW, real_at=real_now())
    assert (stopped.stopped_code, stopped.counts["hashed"]) == ("TOKEN_MISSING", 2)
