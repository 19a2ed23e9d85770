"""Demonstration keys: one certificate for everybody who signs, one for the school's seal, one for the Sở's.

The authorities' keys are thrown away after use, every certificate says that it is a demonstration, and outside demo
mode none is trusted.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hocba.adapters.demo_pki import (
    DemoIdentity,
    DemoPerson,
    DemoPki,
    DemoRole,
    DemoSchool,
    demo_role,
    load_demo_people,
    make_demo_pki,
)
from hocba.workbooks.school import SchoolData, StaffMember
from hocba_web.accounts.permissions import Action, held_by
from hocba_web.accounts.roles import Role
from hocba_web.base import clock
from hocba_web.demo.acting import acting
from hocba_web.demo.sides import PKI
from hocba_web.demo.staff import Seeded
from hocba_web.schools.selectors.capacities import capacities_of
from hocba_web.signatures.services.certificates import register_file


@dataclass(frozen=True, slots=True)
class Keys:
    """The demo's certificates by whose they are."""

    people: Mapping[str, DemoIdentity]
    """By personal ID."""
    seal: DemoIdentity
    authority: DemoIdentity
    trust: Path
    """Anchors and status data."""


def make_keys(data: SchoolData, folder: Path) -> Keys:
    """Make the tree, or read the one that is there.

    Args:
        data: the sample school.
        folder: the demo's data folder.
    """
    place = folder / PKI
    if not (place / "people.json").exists():
        _make(data, place)
    identities = [one for one in load_demo_people(place) if not one.fault_code]
    return Keys(
        people={one.personal_id: one for one in identities if one.personal_id},
        seal=next(one for one in identities if one.role is DemoRole.SEAL),
        authority=next(one for one in identities if one.role is DemoRole.AUTHORITY_SEAL),
        trust=place / "trust",
    )


def _make(data: SchoolData, place: Path) -> DemoPki:
    people = [DemoPerson(one.name, one.personal_id, _role(one)) for one in data.staff.values() if one.personal_id]
    school = DemoSchool(data.school.name, authority_name=data.school.authority_name)
    return make_demo_pki(people, school, place, now=clock.real_now(), workers=os.cpu_count() or 1)


def _role(member: StaffMember) -> DemoRole:
    office = member.position.lower().startswith("nhân viên")
    return demo_role("Nhân viên" if office else "Giáo viên", member.position)


def trust_keys(keys: Keys, folder: Path) -> None:
    """Let the site trust the tree: anchors and status data into its trust folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in keys.trust.iterdir():
        shutil.copyfile(file, folder / file.name)


def register_keys(seeded: Seeded, data: SchoolData, keys: Keys, at: datetime) -> None:
    """Everybody's certificate as they would register it, and the school's as the admin declares it.

    Args:
        seeded: the school's people.
        data: the sample school.
        keys: the tree.
        at: aware, UTC; the demo's present.
    """
    on = clock.local(at).date()
    real_at = clock.real_now()
    for code, user_id in seeded.users.items():
        identity = keys.people.get(data.staff[code].personal_id)
        roles = [one.role for one in capacities_of(user_id, on) if held_by(one.role, Action.CERTIFICATE_OWN)]
        if identity is None or not roles:
            continue
        register_file(
            actor=acting(user_id, roles[0], at),
            holder="person",
            content=identity.path.read_bytes(),
            password=identity.password,
            at=at,
            real_at=real_at,
        )
    register_file(
        actor=acting(seeded.by_role[Role.SCHOOL_ADMIN], Role.SCHOOL_ADMIN, at),
        holder="organisation",
        content=keys.seal.path.read_bytes(),
        password=keys.seal.password,
        at=at,
        real_at=real_at,
    )
