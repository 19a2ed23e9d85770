"""The authority's keys in tests: trust anchors with status data, and a seal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from support.keys import demo_ca
from support.trust import trust_files

AUTHORITY = "Sở Giáo dục và Đào tạo Quảng Ninh"
SIGNED_AT = datetime(2026, 5, 25, 1, 0, tzinfo=UTC)
NOW = SIGNED_AT + timedelta(hours=2)
PASSWORD = "mat-khau-thu"


def write_keys(folder: Path) -> dict[str, str]:
    """Files of trust and seal, as `settings.GATEWAY` names them."""
    trust = folder / "trust"
    trust.mkdir()
    for name, data in trust_files(demo_ca()).items():
        (trust / name).write_bytes(data)
    key = demo_ca().seal(AUTHORITY, tax_code="0099000002", kind="p256")
    file = folder / "so.p12"
    protection = BestAvailableEncryption(PASSWORD.encode())
    file.write_bytes(
        pkcs12.serialize_key_and_certificates(b"so", key.key, key.certificate, list(key.issuers), protection)
    )
    return {"trust": str(trust), "seal": str(file), "seal_password": PASSWORD, "code_key": "x" * 40}
