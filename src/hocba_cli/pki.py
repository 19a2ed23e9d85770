"""`hocba pki demo`: a tree of demo certificates for a school's staff and its seal."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from hocba.adapters.clock import SystemClock
from hocba.adapters.demo_pki import DemoPerson, DemoPki, DemoRole, DemoSchool, demo_role, make_demo_pki
from hocba.model import SchoolIdentity
from hocba.workbooks.school import StaffMember, load_staff
from hocba_cli.arguments import existing_folder, output_folder
from hocba_cli.console import EXIT_OK, progress, sentence
from hocba_cli.sample import SAMPLE_SCHOOL


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Demo --out DIR [--school DIR]."""
    parser.add_argument("action", choices=["demo"], metavar="demo", help=sentence("HELP_ARG_PKI_ACTION"))
    parser.add_argument("--out", required=True, metavar="DIR", help=sentence("HELP_ARG_OUT"))
    parser.add_argument("--school", metavar="DIR", help=sentence("HELP_ARG_PKI_SCHOOL"))


def run(options: argparse.Namespace) -> int:
    """Make the tree and say where it is."""
    school, staff = load_staff(existing_folder(options.school) if options.school else SAMPLE_SCHOOL)
    tree = make_tree(staff, school, output_folder(options.out), now=SystemClock().now())
    print(sentence("CLI_PKI_DONE", count=len(tree.people), folder=tree.folder, trust=tree.trust))
    return EXIT_OK


def make_tree(staff: Iterable[StaffMember], school: SchoolIdentity, out: Path, *, now: datetime) -> DemoPki:
    """Certificates for everybody on the staff list who has a personal ID, and for the school and its authority."""
    people = [DemoPerson(member.name, member.personal_id, _role(member)) for member in staff if member.personal_id]
    with progress(sentence("CLI_PROGRESS_KEYS"), 1) as step:
        tree = make_demo_pki(
            people,
            DemoSchool(school.name, authority_name=school.authority_name),
            out,
            now=now,
            workers=os.cpu_count() or 1,
        )
        step()
    return tree


def _role(member: StaffMember) -> DemoRole:
    office = member.position.lower().startswith("nhân viên")
    return demo_role("Nhân viên" if office else "Giáo viên", member.position)
