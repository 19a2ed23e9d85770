"""The other side of the demo: the authority's gateway as a process of its own, with a database of its own.

The two sides meet over HTTP only; what the school knows of it is an address and the login that the authority gave.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime

from hocba.model import SchoolIdentity
from hocba_web.accounts.roles import Role
from hocba_web.base import clock
from hocba_web.demo.acting import acting
from hocba_web.demo.sides import Plan
from hocba_web.demo.staff import Seeded
from hocba_web.submission.services.account import configure

_LOGIN = "login.json"
AREA_CODE = "006784"
"""Of the sample school's ward; an invented number."""


def prepare_authority(plan: Plan, *, school: SchoolIdentity | None = None) -> None:
    """Make the authority's database and give the school its login.

    Args:
        plan: where the demo stands, with the keys in it.
        school: who gets a login; None where it has one.
    """
    folder = plan.folder
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / "static").mkdir(exist_ok=True)
    (folder / ".hocba-demo").touch()
    _manage(plan, "migrate", "--verbosity=0")
    _manage(plan, "createcachetable", "--verbosity=0")
    if school is None:
        return
    area = ("--area", AREA_CODE, "--area-name", school.commune)
    _manage(plan, "gateway", "add-unit", school.code, school.name, *area, "--out", str(folder / _LOGIN))
    seed = [sys.executable, "-m", "hocba_web.demo.register_seed", str(plan.data), str(plan.port)]
    seed += ["--https"] if plan.https else []
    subprocess.run(seed, env=plan.of_authority(), check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own module


def _manage(plan: Plan, *arguments: str) -> None:
    command = [sys.executable, "-m", "django", *arguments]
    subprocess.run(command, env=plan.of_authority(), check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own modules


def connect_school(seeded: Seeded, plan: Plan, at: datetime) -> None:
    """The school's admin enters the login that the authority gave.

    Args:
        seeded: the school's people.
        plan: where the demo stands.
        at: aware, UTC; the demo's present.
    """
    login = json.loads((plan.folder / _LOGIN).read_text(encoding="utf-8"))
    configure(
        actor=acting(seeded.by_role[Role.SCHOOL_ADMIN], Role.SCHOOL_ADMIN, at),
        unit_code=login["unit"],
        user_name=login["user_name"],
        password=login["password"],
        token=login["token"],
        at=at,
        real_at=clock.real_now(),
    )
