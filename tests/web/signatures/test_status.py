"""Revocation lists brought up to date, from a server of the test's own; and what a batch costs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.management import CommandError, call_command

from hocba.errors import SigningRefused
from hocba_web.base import clock
from hocba_web.signatures import measuring, tasks
from hocba_web.signatures.kinds import registered
from hocba_web.signatures.selectors import trust
from hocba_web.signatures.services import status
from support.keys import TestKey, demo_ca
from support.web import SchoolWorld, actor_for
from support.web.school import NOW
from support.web.signing import PASSWORD, Pki, real_now

WHO = "homeroom:4A1"


class Publisher:
    """Where an authority publishes its list, and who asked."""

    def __init__(self) -> None:
        self.body = b""
        self.code = 200
        self.asked: list[str] = []
        self.url = ""


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    made = Publisher()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_arguments: object) -> None:
            """Quiet."""

        def do_GET(self) -> None:  # the library's name
            made.asked.append(self.path)
            self.send_response(made.code)
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(made.body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}/issuing.crl"
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


def with_address(pki: Pki, world: SchoolWorld, url: str) -> TestKey:
    """A teacher's certificate that says where its list is published."""
    plain = pki.person_key(world, WHO)
    old = plain.certificate
    point = x509.DistributionPoint([x509.UniformResourceIdentifier(url)], None, None, None)
    builder = (
        x509.CertificateBuilder()
        .subject_name(old.subject)
        .issuer_name(old.issuer)
        .public_key(old.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(old.not_valid_before_utc)
        .not_valid_after(old.not_valid_after_utc)
        .add_extension(x509.CRLDistributionPoints([point]), critical=False)
    )
    for one in old.extensions:
        builder = builder.add_extension(one.value, critical=one.critical)
    return replace(plain, certificate=builder.sign(pki.ca.issuing_key, SHA256()), calls=[])


def list_of(pki: Pki, key: TestKey, *, revoked: bool, ca: Any = None) -> bytes:
    issuer = ca or pki.ca
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(pki.ca.issuing.subject)
        .last_update(real_now())
        .next_update(real_now() + timedelta(days=7))
    )
    if revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(key.certificate.serial_number)
        builder = builder.add_revoked_certificate(entry.revocation_date(real_now()).build())
    return builder.sign(issuer.issuing_key, SHA256()).public_bytes(Encoding.DER)


def judge(key: TestKey) -> None:
    trust.judge(key.chain, signing_at=NOW, real_at=real_now())


def test_a_new_list_is_fetched_and_counts_at_once(world: SchoolWorld, pki: Pki, publisher: Publisher) -> None:
    key = with_address(pki, world, publisher.url)
    pki.give(world, WHO, made=key)
    publisher.body = list_of(pki, key, revoked=True)

    assert status.due(real_now())
    assert status.refresh(real_now()) == status.Refreshed(1, 0, ())
    assert publisher.asked == ["/issuing.crl"]
    with pytest.raises(SigningRefused, match="CERTIFICATE_REVOKED_NOW"):
        judge(key)
    assert status.refresh(real_now()) == status.Refreshed(0, 1, ())
    assert not status.due(real_now())
    assert status.due(real_now() + timedelta(hours=5))


def test_what_is_no_list_of_that_authority_is_not_kept(world: SchoolWorld, pki: Pki, publisher: Publisher) -> None:
    key = with_address(pki, world, publisher.url)
    pki.give(world, WHO, made=key)
    good = list_of(pki, key, revoked=True)
    for code, body in (
        (200, list_of(pki, key, revoked=True, ca=demo_ca("Elsewhere"))),
        (200, b"<html>"),
        (200, b""),
        (302, good),
        (500, good),
    ):
        publisher.code, publisher.body = code, body
        assert status.refresh(real_now()).failed == (publisher.url,)
        with pytest.raises(CommandError):
            call_command("refresh_status", stdout=StringIO())
    assert "/elsewhere" not in publisher.asked
    judge(key)


def test_in_demo_mode_nothing_is_fetched(
    world: SchoolWorld, pki: Pki, publisher: Publisher, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    pki.give(world, WHO, made=with_address(pki, world, publisher.url))
    settings.HOCBA = replace(settings.HOCBA, demo=True)
    monkeypatch.setattr(clock, "real_now", real_now)
    assert tasks.refresh_status(NOW) == 0
    assert status.refresh(real_now()) == status.Refreshed(0, 0, ())
    assert publisher.asked == []


def test_only_web_addresses_under_our_anchors_are_asked(world: SchoolWorld, pki: Pki, publisher: Publisher) -> None:
    for url in ("ldap://127.0.0.1/list", "file:///etc/hosts", "http://user:secret@127.0.0.1/list"):
        pki.give(world, WHO, made=with_address(pki, world, url))
        assert status.addresses() == {}
    (pki.folder / "root.pem").unlink()
    pki.folder.joinpath("other.pem").write_bytes(demo_ca("Elsewhere").root.public_bytes(Encoding.PEM))
    assert status.refresh(real_now()).failed == ()


def test_what_the_queue_costs_can_be_measured(world: SchoolWorld, pki: Pki) -> None:
    number = pki.give(world, WHO)
    assert "idle" not in registered()
    found = measuring.queue_alone(
        actor=actor_for(world, WHO), certificate_id=number, secret=PASSWORD, items=36, at=NOW, real_at=real_now()
    )
    assert found.items == 36
    assert found.ms_each > 0
