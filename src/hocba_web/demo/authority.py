"""The other side of the demo: the authority's gateway as a process of its own, with a database of its own.

The two sides meet over HTTP only; what the school knows of it is an address and the login that the authority gave.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from hocba.model import SchoolIdentity
from hocba_web.accounts.roles import Role
from hocba_web.base import clock
from hocba_web.demo.acting import acting
from hocba_web.demo.sides import FOLDER, environment
from hocba_web.demo.staff import Seeded
from hocba_web.submission.services.account import configure

_LOGIN = "login.json"


def prepare_authority(data: Path, port: int, *, school: SchoolIdentity | None = None) -> None:
    """Make the authority's database and give the school its login.

    Args:
        data: the demo's data folder, with the keys in it.
        port: of the school's site.
        school: who gets a login; None where it has one.
    """
    folder = data / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / "static").mkdir(exist_ok=True)
    (folder / ".hocba-demo").touch()
    _manage(data, port, "migrate", "--verbosity=0")
    _manage(data, port, "createcachetable", "--verbosity=0")
    if school is not None:
        _manage(data, port, "gateway", "add-unit", school.code, school.name, "--out", str(folder / _LOGIN))


def _manage(data: Path, port: int, *arguments: str) -> None:
    command = [sys.executable, "-m", "django", *arguments]
    subprocess.run(command, env=environment(data, port), check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own modules


def connect_school(seeded: Seeded, data: Path, at: datetime) -> None:
    """The school's admin enters the login that the authority gave.

    Args:
        seeded: the school's people.
        data: the demo's data folder.
        at: aware, UTC; the demo's present.
    """
    login = json.loads((data / FOLDER / _LOGIN).read_text(encoding="utf-8"))
    configure(
        actor=acting(seeded.by_role[Role.SCHOOL_ADMIN], Role.SCHOOL_ADMIN, at),
        unit_code=login["unit"],
        user_name=login["user_name"],
        password=login["password"],
        token=login["token"],
        at=at,
        real_at=clock.real_now(),
    )
