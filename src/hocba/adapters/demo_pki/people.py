"""The people of a demo tree, and the list `people.json` that says where their keys are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from hocba.errors import UnreadableFile
from hocba.messages import what

DEMO_TAX_CODE: Final = "0099000001"
"""An invented tax code: no province issues numbers that begin with 00."""

PEOPLE_FILE: Final = "people.json"


class DemoRole(StrEnum):
    """What somebody does at the school, as far as it decides which authority certifies them."""

    HEAD = "head"
    DEPUTY_HEAD = "deputy_head"
    TEACHER = "teacher"
    STAFF = "staff"
    SEAL = "seal"
    """The school itself."""
    AUTHORITY_SEAL = "authority_seal"
    """The education authority (Sở) itself."""

    @property
    def on_public_duty(self) -> bool:
        """Whether the government's authority certifies it; the others hold certificates of a public one."""
        return self in {DemoRole.HEAD, DemoRole.DEPUTY_HEAD, DemoRole.SEAL, DemoRole.AUTHORITY_SEAL}


class KeyKind(StrEnum):
    """The key of a certificate."""

    RSA_2048 = "rsa-2048"
    ECDSA_P256 = "ecdsa-p256"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One member of staff who needs a certificate."""

    name: str
    personal_id: str
    """12 digits."""
    role: DemoRole = DemoRole.TEACHER


@dataclass(frozen=True, slots=True)
class DemoSchool:
    """The school that needs a seal, and the authority above it."""

    name: str
    tax_code: str = DEMO_TAX_CODE
    authority_name: str = ""
    """Name of the Sở; empty if it needs no seal."""
    authority_tax_code: str = "0099000002"


@dataclass(frozen=True, slots=True)
class DemoIdentity:
    """One key of the tree, as `people.json` lists it."""

    who: str
    """Name on the certificate."""
    role: DemoRole
    personal_id: str
    """12 digits as the certificate says; empty for a seal."""
    tax_code: str
    """As a seal's certificate says; empty for a person."""
    path: Path
    """The PKCS#12 file."""
    password: str
    fault_code: str
    """What is wrong with it; empty if nothing."""

    @property
    def fault(self) -> str:
        """What is wrong with it in Vietnamese; empty if nothing."""
        return what(self.fault_code) if self.fault_code else ""


def demo_role(position: str, duty: str) -> DemoRole:
    """The role behind "Vị trí việc làm" and "Nhóm chức vụ" of the staff workbook."""
    duties = {"hiệu trưởng": DemoRole.HEAD, "phó hiệu trưởng": DemoRole.DEPUTY_HEAD}
    known = duties.get(duty.strip().lower())
    if known is not None:
        return known
    return DemoRole.TEACHER if position.strip().lower() == "giáo viên" else DemoRole.STAFF


def people_json(identities: Iterable[DemoIdentity], folder: Path) -> str:
    """The list as text; `file` is relative to `folder`."""
    rows = [
        {
            "who": identity.who,
            "role": identity.role.value,
            "personal_id": identity.personal_id or None,
            "tax_code": identity.tax_code or None,
            "file": identity.path.relative_to(folder).as_posix(),
            "password": identity.password,
            "fault": identity.fault or None,
            "fault_code": identity.fault_code or None,
        }
        for identity in identities
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def load_demo_people(folder: Path) -> tuple[DemoIdentity, ...]:
    """Read back the people of a tree, in the order of its list.

    Args:
        folder: what `make_demo_pki` wrote, holding `people.json`.

    Raises:
        UnreadableFile: DEMO_PEOPLE_UNREADABLE, no such list or not of its shape.
    """
    file = folder / PEOPLE_FILE
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
        return tuple(
            DemoIdentity(
                who=str(row["who"]),
                role=DemoRole(row["role"]),
                personal_id=row["personal_id"] or "",
                tax_code=row.get("tax_code") or "",
                path=folder / row["file"],
                password=str(row["password"]),
                fault_code=row.get("fault_code") or ("DEMO_FAULT_UNNAMED" if row["fault"] else ""),
            )
            for row in rows
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableFile("DEMO_PEOPLE_UNREADABLE", where=str(file), reason=str(error)) from error
