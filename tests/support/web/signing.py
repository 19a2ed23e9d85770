"""Keys for people of an invented school: a throw-away authority, its lists, certificates declared through the site.

pki = signing_pki(settings, tmp_path)            # or the fixture `pki` of a conftest
certificate_id = pki.give(world, "homeroom:4A1") # declared as a key file, password `PASSWORD`
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat, pkcs12

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.roles import Role
from hocba_web.schools.models import School
from hocba_web.signatures.kinds import Piece
from hocba_web.signatures.models import Certificate
from hocba_web.signatures.selectors.batches import BatchState
from hocba_web.signatures.services import batches, queue, server_keys
from hocba_web.signatures.services.certificates import register_file
from support.keys import Ca, TestKey, demo_ca
from support.web.acting import actor_for
from support.web.school import NOW, SchoolWorld

PASSWORD = "mat-khau-tep-khoa"
TAX_CODE = "5700123456"
_NUMBERS = count(100)


def real_now() -> datetime:
    """The machine's time in whole seconds, as the site's clock gives it."""
    return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251  # real time, as leases and certificates have


class Pki:
    """One authority, trusted by the site through its trust folder."""

    def __init__(self, folder: Path, ca: Ca | None = None) -> None:
        self.folder = folder
        self.ca = ca or demo_ca("Web")
        self.revoked: list[tuple[x509.Certificate, datetime]] = []
        self._serial = count(1)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "root.pem").write_bytes(self.ca.root.public_bytes(Encoding.PEM))
        self.publish()

    def publish(self, *, at: datetime | None = None, lasts: timedelta = timedelta(days=30)) -> None:
        """Write both revocation lists anew."""
        since = at or real_now() - timedelta(minutes=1)
        for name, certificate, key, gone in (
            ("root", self.ca.root, self.ca.root_key, []),
            ("issuing", self.ca.issuing, self.ca.issuing_key, self.revoked),
        ):
            builder = (
                x509.CertificateRevocationListBuilder()
                .issuer_name(certificate.subject)
                .last_update(since)
                .next_update(since + lasts)
                .add_extension(x509.CRLNumber(next(self._serial)), critical=False)
            )
            for one, moment in gone:
                revoked = x509.RevokedCertificateBuilder().serial_number(one.serial_number).revocation_date(moment)
                builder = builder.add_revoked_certificate(revoked.build())
            fresh = self.folder / f"{name}.new"
            fresh.write_bytes(builder.sign(key, SHA256()).public_bytes(Encoding.DER))
            fresh.replace(self.folder / f"{name}.crl")

    def revoke(self, key: TestKey, *, at: datetime | None = None) -> None:
        """Put a certificate on the list, as of now."""
        self.revoked.append((key.certificate, at or real_now() - timedelta(seconds=1)))
        self.publish(at=real_now())

    def person_key(self, world: SchoolWorld, key: str, *, kind: str = "p256") -> TestKey:
        """A certificate of somebody of the staff."""
        staff = world.staff[key]
        return self.ca.person(staff.name, staff.personal_id, kind=kind, key_no=next(_NUMBERS) % 3)

    def give(self, world: SchoolWorld, key: str, *, kind: str = "p256", at: datetime = NOW, **which: Any) -> int:
        """Declare a key file of somebody of the staff, through the site; its number."""
        made = which.pop("made", None) or self.person_key(world, key, kind=kind)
        return register_file(
            actor=actor_for(world, key, **which),
            holder="person",
            content=p12(made),
            password=PASSWORD,
            at=at,
            real_at=real_now(),
        )

    def give_seal(self, world: SchoolWorld, *, kind: str = "p256", at: datetime = NOW, approved: bool = True) -> int:
        """Declare the school's certificate; with `approved`, as if the authority had said yes."""
        if not world.school.tax_code:
            School.objects.filter(id=world.school.id).update(tax_code=TAX_CODE)
            world.school.refresh_from_db()
        made = self.ca.seal(world.school.name, world.school.tax_code, kind=kind, key_no=3)
        number = register_file(
            actor=actor_for(world, "school_admin"),
            holder="organisation",
            content=p12(made),
            password=PASSWORD,
            at=at,
            real_at=real_now(),
        )
        if approved:
            Certificate.objects.filter(id=number).update(state=Certificate.State.ACTIVE)
        return number


def p12(key: TestKey, password: str = PASSWORD) -> bytes:
    """A key file with its issuing CA."""
    encryption = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(1024)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(SHA256())
        .build(password.encode())
    )
    return pkcs12.serialize_key_and_certificates(b"key", key.key, key.certificate, list(key.issuers[:-1]), encryption)


def signing_pki(settings: Any, folder: Path) -> Pki:
    """An authority whose folder the site trusts."""
    settings.TRUST_FOLDER = folder / "trust"
    return Pki(folder / "trust")


@pytest.fixture
def pki(settings: Any, tmp_path: Path) -> Pki:
    """An authority that the site trusts; import it into a conftest to use it."""
    return signing_pki(settings, tmp_path)


def sign_batch(
    world: SchoolWorld,
    who: str,
    kind: str,
    pieces: list[Piece],
    certificate_id: int,
    *,
    role: Role | None = None,
    at: datetime = NOW,
) -> BatchState:
    """Confirm and sign a whole batch with a key file, as its page would; the state at the end."""
    actor = actor_for(world, who, role=role)
    batch_id = batches.start(
        actor=actor,
        kind=kind,
        pieces=pieces,
        certificate_id=certificate_id,
        seen=batches.seen_digest(pieces),
        at=at,
        real_at=real_now(),
    )
    return sign_all(actor, batch_id, at=at)


def sign_all(actor: Actor, batch_id: int, *, at: datetime = NOW, password: str = PASSWORD) -> BatchState:
    """Sign what is left of a batch with its key file, as its page would; the state at the end."""
    state = queue.advance(batch_id, at=at, real_at=real_now())
    while state.waits_for in {"server", "owner"}:
        before = state.counts
        if state.waits_for == "owner":
            state = server_keys.sign(actor=actor, batch_id=batch_id, secret=password, at=at, real_at=real_now())
        else:
            state = queue.advance(batch_id, at=at, real_at=real_now())
        if state.counts == before:
            break
    return state
