"""`hocba issue`: from a school's folder of workbooks to signed, sealed and verified records."""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from rich.table import Table

from hocba.adapters.clock import VIETNAM, SystemClock
from hocba.adapters.files import write_whole
from hocba.adapters.keyring import FolderKeyRing
from hocba.adapters.school_folder import Job, issue_classes
from hocba.errors import UsageError
from hocba.issuing import Plan, Refusal, SchoolReport, assemble, lint_problems, overall_counts
from hocba.messages import text
from hocba.model import OverallResult, SchoolYear, YearRecord
from hocba.signature_profile import DEFAULT_PROFILE, profile, profile_names
from hocba.workbooks.school import SchoolData, load_school
from hocba_cli.arguments import existing_folder, output_folder
from hocba_cli.console import EXIT_OK, complain, console, language, progress, sentence
from hocba_cli.pki import make_tree

LOOKUP_ADDRESS = "https://tracuu.hocba.example/"
"""Address of the look-up portal on paper and in the QR code, until a portal is there to name (known limits)."""

_SHOWN_FINDINGS = 20


@dataclass(frozen=True, slots=True)
class Request:
    """One run, whoever asks for it."""

    school: Path
    out: Path
    year: SchoolYear
    class_name: str | None = None
    keys: Path | None = None
    profile: str = DEFAULT_PROFILE
    jobs: int = 0
    """Worker processes; 0 for one a core."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--school --out --year [--class] [--keys] [--profile] [--jobs]."""
    names = ", ".join(profile_names())
    parser.add_argument("--school", required=True, metavar="DIR", help=sentence("HELP_ARG_SCHOOL"))
    parser.add_argument("--out", required=True, metavar="DIR", help=sentence("HELP_ARG_OUT"))
    parser.add_argument("--year", required=True, metavar="YYYY-YYYY", help=sentence("HELP_ARG_YEAR"))
    parser.add_argument("--class", dest="class_name", metavar="CLASS", help=sentence("HELP_ARG_CLASS"))
    parser.add_argument("--keys", metavar="DIR", help=sentence("HELP_ARG_KEYS"))
    parser.add_argument(
        "--profile", default=DEFAULT_PROFILE, metavar="NAME", help=sentence("HELP_ARG_PROFILE", names=names)
    )
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help=sentence("HELP_ARG_JOBS"))


def run(options: argparse.Namespace) -> int:
    """0 if every pupil was issued or refused with a reason, else 3."""
    profile(options.profile)
    if options.jobs < 0:
        raise UsageError("CLI_USAGE", detail=f"--jobs {options.jobs}", prog="hocba issue")
    year = SchoolYear.parse(options.year)
    request = Request(
        school=existing_folder(options.school),
        out=output_folder(options.out),
        year=year,
        class_name=options.class_name,
        keys=existing_folder(options.keys) if options.keys else None,
        profile=options.profile,
        jobs=options.jobs,
    )
    report = issue(request, now=SystemClock().now())
    summarise(report, request.out)
    return EXIT_OK


def issue(request: Request, *, now: datetime) -> SchoolReport:
    """Issue a school or a class and write everything to `request.out`; `report.json` comes last.

    Raises:
        HocbaError: nothing can be issued at all (no pupil list, no keys, records already there).
    """
    started = time.perf_counter()
    data = load_school(request.school, request.year)
    classes = _classes(data, request)
    for name in classes:
        if any((request.out / name).glob("*")):
            raise UsageError("CLI_OUT_NOT_EMPTY", where=str(request.out / name), class_name=name)
    keys = request.keys or _demo_keys(data, request.out / "pki", now)
    FolderKeyRing(keys).seal(data.school.name)  # refuse before any work if the school cannot seal
    if data.findings:
        complain(sentence("CLI_SCHOOL_FINDINGS", count=len(data.findings)))
        for finding in data.findings[:_SHOWN_FINDINGS]:
            complain(f"  {finding.where}: {text(finding.code, finding.params, language=language())} [{finding.code}]")
    records, refused = _records(data, classes, now)
    job = Job(keys, request.out, request.profile, now, LOOKUP_ADDRESS)
    issued = 0
    with progress(sentence("CLI_PROGRESS_ISSUE"), sum(map(len, records.values()))) as step:
        for done in issue_classes(records, job, workers=request.jobs or os.cpu_count() or 1):
            issued += len(done.issued)
            refused += done.refused
            step(len(records[done.class_name]))
    report = SchoolReport(
        issued,
        refused,
        overall_counts(data, final=False, classes=classes),
        overall_counts(data, final=True, classes=classes),
        time.perf_counter() - started,
    )
    content = json.dumps(report.as_json(), ensure_ascii=False, indent=1) + "\n"
    write_whole(request.out / "report.json", content.encode())
    return report


def _classes(data: SchoolData, request: Request) -> list[str]:
    if request.class_name is None:
        return list(data.classes)
    if request.class_name not in data.classes:
        raise UsageError("CLI_CLASS_UNKNOWN", class_name=request.class_name, classes=", ".join(data.classes))
    return [request.class_name]


def _records(data: SchoolData, classes: list[str], now: datetime) -> tuple[dict[str, list[YearRecord]], list[Refusal]]:
    """Records free of lint errors by class, and who is refused before anything is signed."""
    today = now.astimezone(VIETNAM).date()
    plan = Plan(created_on=today, planned_issue_on=today, new_uuid=uuid4)
    records: dict[str, list[YearRecord]] = defaultdict(list)
    refused: list[Refusal] = []
    for outcome in assemble(data, plan, classes=classes if len(classes) < len(data.classes) else None):
        problems = () if isinstance(outcome, Refusal) else lint_problems(data, outcome, today=today)
        if isinstance(outcome, Refusal):
            refused.append(outcome)
        elif problems:
            refused.append(Refusal(outcome.pupil.ministry_id, problems))
        else:
            records[outcome.class_name].append(outcome)
    return dict(records), refused


def _demo_keys(data: SchoolData, folder: Path, now: datetime) -> Path:
    """The tree in OUT/pki, made if it is not there: later classes are signed with the same keys."""
    if not (folder / "people.json").exists():
        make_tree(data.staff.values(), data.school, folder, now=now)
    return folder


def summarise(report: SchoolReport, out: Path) -> None:
    """A table of results by class, who was refused and why, and where everything is."""
    screen = console()
    table = Table(title=sentence("CLI_ISSUE_TITLE", issued=report.issued, seconds=f"{report.seconds:.1f}"))
    table.add_column(sentence("CLI_COLUMN_CLASS"))
    for result in OverallResult:
        table.add_column(result.value, justify="right")
    for name, counts in report.overall_final.classes.items():
        table.add_row(name, *(str(counts[result]) for result in OverallResult))
    table.add_section()
    table.add_row(sentence("CLI_ROW_TOTAL"), *(str(report.overall_final.total[result]) for result in OverallResult))
    screen.print(table)
    if report.refused:
        screen.print(sentence("CLI_ISSUE_REFUSED", count=len(report.refused)))
        for refusal in report.refused:
            screen.print(
                f"  {refusal.pupil} ({refusal.where}): {refusal.message(language())} [{refusal.code}]", markup=False
            )
    screen.print(sentence("CLI_ISSUE_WHERE", out=out), markup=False)
