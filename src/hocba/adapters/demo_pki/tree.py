"""Makes a whole demo tree on disk: authorities, people, their status data, and the list of it all."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat, pkcs12

from hocba.adapters.demo_pki.authority import Authority
from hocba.adapters.demo_pki.faults import fault_specs
from hocba.adapters.demo_pki.keys import PrivateKey, make_keys
from hocba.adapters.demo_pki.leaf import VALID_FROM, IssuerName, LeafSpec, vietnamese_midnight
from hocba.adapters.demo_pki.people import (
    PEOPLE_FILE,
    DemoIdentity,
    DemoPerson,
    DemoRole,
    DemoSchool,
    KeyKind,
    people_json,
)
from hocba.errors import UsageError

PASSWORD: Final = "hocba-demo"  # noqa: S105  # printed beside every file; the keys are worth nothing
TRUST_FOLDER: Final = "trust"
PEOPLE_FOLDER: Final = "people"
_CA_BITS: Final = 3072
_BITS: Final[Mapping[KeyKind, int]] = {KeyKind.RSA_2048: 2048, KeyKind.ECDSA_P256: 256}
_KDF_ROUNDS: Final = 2048
"""Few, because the password stands beside the file: more would slow down every start and protect nothing."""
_DIGITS = re.compile(r"\d{12}", re.ASCII)
_ROOT = "Hocba DEMO Root - không có giá trị pháp lý"
_GOVERNMENT = "Hocba DEMO CA Chính phủ - không có giá trị pháp lý"
_PUBLIC = "Hocba DEMO CA công cộng - không có giá trị pháp lý"
_FOREIGN = "Hocba DEMO gốc lạ - không có giá trị pháp lý"


@dataclass(frozen=True, slots=True)
class DemoPki:
    """A tree on disk."""

    folder: Path
    trust: Path
    """Root certificate (PEM), CRLs and OCSP answers (DER): what `verify --trust` takes."""
    people: tuple[DemoIdentity, ...]
    """Staff in the order given, then the seals, then the faulty ones."""


def make_demo_pki(
    staff: Sequence[DemoPerson],
    school: DemoSchool,
    out: Path,
    *,
    now: datetime,
    key_kind: KeyKind = KeyKind.RSA_2048,
    workers: int = 1,
) -> DemoPki:
    """Make a certificate tree whose keys sign for `staff` and `school`, and for people who must be refused.

    The authorities' keys are thrown away, so that nobody can be added to a tree afterwards. Certificates are valid from
    01/08/2025; everything stays valid for at least five years after `now`, so that verification needs no network.

    Args:
        staff: every person who signs, each with another personal ID.
        school: the owner of the seal.
        out: folder to make or fill; it must not hold a tree yet.
        now: moment of issue of status data, with a time zone; not before 01/08/2025.
        key_kind: the key of every person and seal; authorities have RSA-3072.
        workers: processes that make keys (see `make_keys`).

    Raises:
        UsageError: DEMO_PKI_EXISTS, DEMO_PKI_TOO_EARLY, DEMO_PERSON_ID or DEMO_PERSON_TWICE.
    """
    if now < VALID_FROM:
        raise UsageError("DEMO_PKI_TOO_EARLY", now=now.isoformat())
    if (out / PEOPLE_FILE).exists():
        raise UsageError("DEMO_PKI_EXISTS", where=str(out))
    until = vietnamese_midnight(now.year + 6, 1, 1)
    specs = _specs(staff, school, now=now, until=until, bits=_BITS[key_kind])
    keys = make_keys([_CA_BITS] * 4 + [spec.bits for spec in specs], workers=workers)
    root, issuers = _authorities(keys[:4], until=vietnamese_midnight(now.year + 16, 1, 1))
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".making-") as temporary:
        making = Path(temporary)
        identities = _write(making, specs, keys[4:], root, issuers, now=now, until=until)
        (making / PEOPLE_FILE).write_text(people_json(identities, making), encoding="utf-8")
        for name in (TRUST_FOLDER, PEOPLE_FOLDER, PEOPLE_FILE):  # the list last: it says that the tree is whole
            _replace(making / name, out / name)
    people = tuple(_moved(identity, making, out) for identity in identities)
    return DemoPki(out, out / TRUST_FOLDER, people)


def _specs(
    staff: Sequence[DemoPerson], school: DemoSchool, *, now: datetime, until: datetime, bits: int
) -> list[LeafSpec]:
    people = [
        LeafSpec(
            file=person.personal_id,
            who=person.name,
            role=person.role,
            personal_id=person.personal_id,
            organisation=school.name if person.role.on_public_duty else "",
            not_after=until,
            bits=bits,
        )
        for person in staff
    ]
    seals = [("school-seal", school.name, DemoRole.SEAL, school.tax_code)]
    if school.authority_name:
        seals.append(("authority-seal", school.authority_name, DemoRole.AUTHORITY_SEAL, school.authority_tax_code))
    people += [
        LeafSpec(file=file, who=name, role=role, tax_code=tax_code, not_after=until, bits=bits)
        for file, name, role, tax_code in seals
    ]
    people += fault_specs(staff, now, until)
    _check_ids(people)
    return people


def _check_ids(specs: Iterable[LeafSpec]) -> None:
    seen: set[str] = set()
    for spec in specs:
        if spec.tax_code:
            continue
        if _DIGITS.fullmatch(spec.personal_id) is None:
            raise UsageError("DEMO_PERSON_ID", who=spec.who, personal_id=spec.personal_id)
        if spec.personal_id in seen:
            raise UsageError("DEMO_PERSON_TWICE", who=spec.who, personal_id=spec.personal_id)
        seen.add(spec.personal_id)


def _authorities(keys: Sequence[PrivateKey], *, until: datetime) -> tuple[Authority, dict[IssuerName, Authority]]:
    root_key, government_key, public_key, foreign_key = keys
    root = Authority.root("hocba-demo-root", _ROOT, root_key, until=until)
    return root, {
        "government": root.subordinate("hocba-demo-government", _GOVERNMENT, government_key, until=until),
        "public": root.subordinate("hocba-demo-public", _PUBLIC, public_key, until=until),
        "foreign": Authority.root("hocba-demo-foreign", _FOREIGN, foreign_key, until=until),
    }


def _write(
    folder: Path,
    specs: Sequence[LeafSpec],
    keys: Sequence[PrivateKey],
    root: Authority,
    issuers: Mapping[IssuerName, Authority],
    *,
    now: datetime,
    until: datetime,
) -> list[DemoIdentity]:
    trust, people = folder / TRUST_FOLDER, folder / PEOPLE_FOLDER
    trust.mkdir()
    people.mkdir(mode=0o700)
    identities: list[DemoIdentity] = []
    revoked: dict[IssuerName, list[tuple[x509.Certificate, datetime]]] = {name: [] for name in issuers}
    for spec, key in zip(specs, keys, strict=True):
        issuer = issuers[spec.issuer_name]
        certificate = issuer.certify(spec, key.public_key())
        if spec.revoked_on:
            revoked[spec.issuer_name].append((certificate, spec.revoked_on))
        if spec.issuer_name != "foreign":
            status = issuer.status(certificate, spec.revoked_on, now=now, until=until)
            (trust / f"{spec.file}.ocsp").write_bytes(status)
        path = people / f"{spec.file}.p12"
        path.write_bytes(_pkcs12(spec.who, key, certificate, issuer.certificate))
        path.chmod(0o600)
        identities.append(
            DemoIdentity(spec.who, spec.role, spec.personal_id, spec.tax_code, path, PASSWORD, spec.fault_code)
        )
    (trust / f"{root.file}.pem").write_bytes(root.certificate.public_bytes(Encoding.PEM))
    (trust / f"{root.file}.crl").write_bytes(root.revocation_list((), now=now, until=until))
    for name, issuer in issuers.items():
        if name != "foreign":
            crl = issuer.revocation_list(revoked[name], now=now, until=until)
            (trust / f"{issuer.file}.crl").write_bytes(crl)
            status = root.status(issuer.certificate, None, now=now, until=until)
            (trust / f"{issuer.file}.ocsp").write_bytes(status)
    return identities


def _pkcs12(name: str, key: PrivateKey, certificate: x509.Certificate, issuer: x509.Certificate) -> bytes:
    encryption = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(_KDF_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(SHA256())
        .build(PASSWORD.encode())
    )
    return pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, [issuer], encryption)


def _replace(source: Path, target: Path) -> None:
    """Move into place; what an interrupted run left there goes away first."""
    if target.is_dir():
        shutil.rmtree(target)
    source.rename(target)


def _moved(identity: DemoIdentity, source: Path, target: Path) -> DemoIdentity:
    return DemoIdentity(
        identity.who,
        identity.role,
        identity.personal_id,
        identity.tax_code,
        target / identity.path.relative_to(source),
        identity.password,
        identity.fault_code,
    )
