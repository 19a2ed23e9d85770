"""Fills an empty demo: the sample school on a morning in late May, its year almost done.

What is left to do is left on purpose: some entries of the year's end are missing, one late request waits for the
principal, two classes are ready.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection
from datetime import datetime
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from hocba.adapters.clock import VIETNAM
from hocba.workbooks.school import load_school
from hocba_cli.sample import SAMPLE_SCHOOL, SAMPLE_YEAR
from hocba_web.base import clock
from hocba_web.demo.authority import connect_school, prepare_authority
from hocba_web.demo.environment import MARK
from hocba_web.demo.keys import make_keys, register_keys, trust_keys
from hocba_web.demo.log_keys import make_log_keys
from hocba_web.demo.school_year import seed_year, with_gaps
from hocba_web.demo.sides import TLS, Plan
from hocba_web.demo.signed_off import sign_off
from hocba_web.demo.staff import seed_people
from hocba_web.demo.tls import make_tls

SEEDED = ".seeded"
MORNING = datetime(2026, 5, 25, 8, 0, tzinfo=VIETNAM)
"""What the demo's clock says at first."""


def prepare(plan: Plan, *, complete: bool = False, unsigned: Collection[str] | None = None) -> bool:
    """Bring the demo's folder to a state that can be served, both sides.

    Args:
        plan: folder and addresses.
        complete: leave nothing to enter: every class is ready for its records.
        unsigned: of a complete school, classes whose records are not made yet: all others are signed by everybody and
            wait for the seal, also those of pupils assessed again in summer; None leaves every class to its people.

    Returns:
        True if it was seeded now, False if an earlier demo is used again.
    """
    data = plan.data
    (data / MARK).touch()
    if plan.https:
        make_tls(plan.tls, now=clock.real_now())
    if (data / SEEDED).exists():
        call_command("migrate", verbosity=0)
        prepare_authority(plan)
        return False
    _empty(data)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    clock.set_demo_clock(MORNING)
    school = load_school(SAMPLE_SCHOOL, SAMPLE_YEAR)
    school = school if complete else with_gaps(school)
    keys = make_keys(school, data)
    make_log_keys(plan)
    trust_keys(keys, settings.TRUST_FOLDER)
    prepare_authority(plan, school=school.school)
    with transaction.atomic():
        seeded = seed_people(school, clock.now(), supplementary=unsigned is not None)
        seed_year(seeded, clock.now(), complete=complete)
        connect_school(seeded, plan, clock.now())
        register_keys(seeded, school, keys, clock.now())
    if unsigned is not None:
        sign_off(seeded, plan.pki, clock.now(), but=unsigned)
    call_command("audit", "sequence", stdout=StringIO())
    (data / SEEDED).touch()
    return True


def _empty(data: Path) -> None:
    """Remove what an interrupted seeding left behind."""
    for entry in data.iterdir():
        if entry.name in {MARK, TLS}:
            continue
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()
