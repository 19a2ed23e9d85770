"""A signed record, its PDF and what a verifier trusts, made once with throw-away keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache, cached_property

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from hocba.model import YearRecord
from hocba.signature_profile import algorithm, profile
from hocba.signing.xades import Draft, embed_into, prepare
from hocba.verification import Policy, TrustStore, VerificationReport, verify
from support.keys import FROM, Ca, Staff, TestKey, demo_ca, staff_of
from support.records import sample_record

VIETNAM = timezone(timedelta(hours=7))
SIGNED_AT = datetime(2026, 5, 25, 8, 0, tzinfo=VIETNAM)
NOW = datetime(2026, 6, 1, 8, 0, tzinfo=VIETNAM)
CRL_UNTIL = datetime(2027, 6, 1, tzinfo=UTC)


def crl(
    issuer: x509.Certificate,
    key: object,
    revoked: Mapping[int, datetime] | None = None,
    *,
    since: datetime = FROM,
    until: datetime | None = CRL_UNTIL,
    reason: x509.ReasonFlags | None = None,
    extensions: Sequence[tuple[x509.ExtensionType, bool]] = (),
    algorithm_: hashes.HashAlgorithm | None = None,
) -> bytes:
    """A CRL in DER."""
    builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.subject).last_update(since)
    builder = builder.next_update(until or since + timedelta(days=1))
    for serial, moment in (revoked or {}).items():
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(moment)
        if reason is not None:
            entry = entry.add_extension(x509.CRLReason(reason), critical=False)
        builder = builder.add_revoked_certificate(entry.build())
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(key, algorithm_ or hashes.SHA256()).public_bytes(Encoding.DER)  # type: ignore[arg-type]


def trust_of(ca: Ca, *, revoked: Mapping[int, datetime] | None = None) -> TrustStore:
    """The root of a tree with a current CRL of root and issuing CA."""
    return TrustStore.of(
        [ca.root.public_bytes(Encoding.PEM)],
        crls=[crl(ca.root, ca.root_key), crl(ca.issuing, ca.issuing_key, revoked)],
    )


def sign(
    record: YearRecord,
    staff: Staff,
    *,
    profile_name: str = "school-2025",
    how: str = "rsa-sha256",
    start: datetime = SIGNED_AT,
    until: str | None = None,
) -> bytes:
    """The record signed in every slot (or up to and with the slot `until`), a minute apart."""
    draft = Draft.write(record, profile(profile_name))
    steps: list[tuple[str, TestKey]] = []
    for slot in draft.profile.slots:
        people = {
            "GVBM": [part.teacher.personal_id for part in record.assessment.parts],
            "GVCN": [record.homeroom_teacher.personal_id],
            "CBQL": [record.manager.personal_id],
        }
        keys = [staff.people[person] for person in people[slot.name]] if slot.name in people else [staff.seal]
        steps += [(slot.name, key) for key in keys]
        if slot.name == until:
            break
    for minute, (name, key) in enumerate(steps):
        prepared = prepare(draft, name, key.chain, start + timedelta(minutes=minute), algorithm(how))
        draft = embed_into(draft, prepared, key.sign([prepared.to_be_signed], algorithm(how))[0])
    return draft.data


@dataclass(frozen=True)
class World:
    """One school with one record."""

    ca: Ca
    record: YearRecord
    staff: Staff
    how: str = "rsa-sha256"
    profile_name: str = "school-2025"

    @cached_property
    def xml(self) -> bytes:
        return sign(self.record, self.staff, how=self.how, profile_name=self.profile_name)

    @cached_property
    def trust(self) -> TrustStore:
        return trust_of(self.ca)

    @cached_property
    def policy(self) -> Policy:
        return Policy(validation_time=NOW, trust=self.trust)

    def verify(self, data: bytes | None = None) -> VerificationReport:
        return verify(self.xml if data is None else data, self.policy)


@cache
def world(kind: str = "rsa2048", how: str = "rsa-sha256", profile_name: str = "school-2025") -> World:
    ca = demo_ca()
    record = sample_record()
    return World(ca, record, staff_of(record, kind=kind, ca=ca), how, profile_name)
