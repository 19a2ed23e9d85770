"""`hocba bench`: our figures beside the peers', in one run on one machine.

Peers are imported here alone, and only when the command runs; `requirements/bench.txt` brings them.
"""

from __future__ import annotations

import argparse
import json
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from rich.table import Table

from hocba.adapters.clock import SystemClock
from hocba.errors import UsageError
from hocba_cli.arguments import add_json
from hocba_cli.bench.extras import national_rows
from hocba_cli.bench.report import BenchReport, Machine, Row
from hocba_cli.console import EXIT_OK, console, progress, sentence

PEERS = ("weasyprint", "signxml", "xmlsec", "pyhanko", "openpyxl", "typst", "segno")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    add_json(parser)
    parser.add_argument("--quick", action="store_true", help=sentence("HELP_ARG_QUICK"))
    parser.add_argument("--national", type=Path, metavar="FOLDER", help=sentence("HELP_ARG_NATIONAL"))


def run(options: argparse.Namespace) -> int:
    """Measure and print; the exit code says nothing about budgets.

    Raises:
        UsageError: BENCH_PEERS_MISSING, BENCH_PEERS_BROKEN, BENCH_NO_POSTGRESQL.
    """
    if options.national:
        report = BenchReport(Machine.here(), tuple(national_rows(options.national, quick=options.quick)))
    else:
        report = measure(quick=options.quick)
    if options.json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        show(report)
    return EXIT_OK


def measure(*, quick: bool) -> BenchReport:
    """Run every row.

    Raises:
        UsageError: BENCH_PEERS_MISSING, BENCH_PEERS_BROKEN.
    """
    missing = [name for name in PEERS if find_spec(name) is None]
    if missing:
        raise UsageError("BENCH_PEERS_MISSING", names=", ".join(missing))
    try:
        module = import_module("hocba_cli.bench.measure")  # imports the peers, so only now
    except (ImportError, OSError) as error:  # WeasyPrint finds Pango when it is imported
        raise UsageError("BENCH_PEERS_BROKEN", reason=str(error).partition("\n")[0]) from error
    with progress(sentence("BENCH_RUNNING"), module.STEPS) as step:
        report: BenchReport = module.measure(SystemClock(), quick=quick, step=step)
    return report


def show(report: BenchReport) -> None:
    """A table for people."""
    machine = report.machine
    table = Table(title=sentence("BENCH_TITLE", cores=machine.cores, memory_gib=machine.memory_gib))
    for code in ("NAME", "OURS", "PEER", "RATIO", "BAR", "GOAL", "REACHED"):
        table.add_column(sentence(f"BENCH_COLUMN_{code}"), justify="left" if code in {"NAME", "PEER"} else "right")
    for row in report.rows:
        table.add_row(*cells(row))
    console().print(table)


def cells(row: Row) -> tuple[str, ...]:
    """The texts of one row of the table."""
    peer = "" if row.peer is None else f"{row.peer:.4g} {row.unit}: {row.peer_name}"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    reached = {None: "", True: "BENCH_REACHED", False: "BENCH_MISSED"}[row.reached]
    return (
        row.name,
        f"{row.ours:.4g} {row.unit}",
        peer,
        ratio,
        _limit(row, row.bar),
        _limit(row, row.goal),
        sentence("BENCH_GOAL_REACHED" if row.goal_reached else reached) if reached else "",
    )


def _limit(row: Row, limit: float | None) -> str:
    if limit is None:
        return ""
    sign = "≥" if row.judged == "ratio_at_least" else "≤"
    unit = f" {row.unit}" if row.judged == "ours_at_most" else "×"
    return f"{sign} {limit:g}{unit}"
