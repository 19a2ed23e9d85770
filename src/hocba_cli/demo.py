"""`hocba demo`: the whole sample school, issued with demo keys and verified file by file."""

from __future__ import annotations

import argparse
import os
import shutil
import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path

from hocba.adapters.clock import SystemClock
from hocba.errors import UsageError
from hocba.verification import Indication, Policy, load_trust, verify
from hocba_cli.console import EXIT_FAILED, EXIT_OK, console, progress, sentence
from hocba_cli.issue import Request, issue, summarise
from hocba_cli.sample import SAMPLE_SCHOOL, SAMPLE_YEAR

_MARK = ".hocba-demo"
"""Lies in a folder that an earlier demo filled: only such a folder is emptied for the next one."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """[--port N] [--data DIR] [--no-serve]."""
    parser.add_argument("--port", type=int, metavar="N", help=sentence("HELP_ARG_PORT"))
    parser.add_argument("--data", default="out", metavar="DIR", help=sentence("HELP_ARG_DATA"))
    parser.add_argument("--no-serve", action="store_true", help=sentence("HELP_ARG_NO_SERVE"))


def run(options: argparse.Namespace) -> int:
    """Issue, verify every file, say where to look. 1 if a file does not verify."""
    if options.port is not None:
        raise UsageError("CLI_NO_WEB_YET")
    out = Path(options.data)
    _make_room(out)
    report = issue(Request(SAMPLE_SCHOOL, out, SAMPLE_YEAR), now=SystemClock().now())
    summarise(report, out)
    passed, failed, seconds = _verify_all(out)
    screen = console()
    screen.print(sentence("CLI_DEMO_VERIFIED", passed=passed, seconds=f"{seconds:.1f}"), markup=False)
    for file in failed:
        screen.print(f"  ✘ {file}", markup=False)
    example = min(out.glob("*/*.pdf"))
    screen.print(sentence("CLI_DEMO_NEXT", example=example, trust=out / "pki" / "trust"), markup=False)
    return EXIT_FAILED if failed else EXIT_OK


def _make_room(out: Path) -> None:
    if (out / _MARK).exists():
        shutil.rmtree(out)
    elif out.exists() and any(out.iterdir()):
        raise UsageError("CLI_DEMO_FOLDER", where=str(out))
    out.mkdir(parents=True, exist_ok=True)
    (out / _MARK).touch()


def _verify_all(out: Path) -> tuple[int, list[str], float]:
    """Files that passed (a count), those that did not, and wall seconds."""
    files = sorted(map(str, [*out.glob("*/*.xml"), *out.glob("*/*.pdf")]))
    started = time.perf_counter()
    failed = []
    with (
        progress(sentence("CLI_PROGRESS_VERIFY"), len(files)) as step,
        ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool,
    ):
        check = partial(passes, trust=str(out / "pki" / "trust"))
        for file, good in zip(files, pool.map(check, files, chunksize=16), strict=True):
            step()
            if not good:
                failed.append(file)
    return len(files) - len(failed), failed, time.perf_counter() - started


def passes(file: str, trust: str) -> bool:
    """Whether one file verifies with these anchors."""
    return verify(Path(file).read_bytes(), _policy(trust)).indication is Indication.TOTAL_PASSED


@cache
def _policy(trust: str) -> Policy:
    """One a process: what it finds out about certificates serves all files."""
    return Policy(validation_time=SystemClock().now(), trust=load_trust(Path(trust)))
