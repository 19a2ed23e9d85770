"""`hocba verify`: is this file a record that this school issued, unchanged? Offline, without the web application."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from hocba.adapters.clock import VIETNAM, SystemClock
from hocba.errors import HocbaError, UsageError
from hocba.messages import text
from hocba.regulation import citation
from hocba.signature_profile.handover import handover_form
from hocba.verification import (
    Check,
    Indication,
    Policy,
    SignatureReport,
    TrustStore,
    VerificationReport,
    load_trust,
)
from hocba_cli.arguments import add_json, add_trust, read_input
from hocba_cli.console import (
    EXIT_FAILED,
    EXIT_INDETERMINATE,
    EXIT_OK,
    EXIT_USAGE,
    complain,
    explain,
    language,
    os_trouble,
    progress,
    say,
    sentence,
)
from hocba_cli.registered import Registered, registered, told
from hocba_cli.summary import Summary, not_checked_line, unchecked

EXIT_CODES = {
    Indication.TOTAL_PASSED: EXIT_OK,
    Indication.TOTAL_FAILED: EXIT_FAILED,
    Indication.INDETERMINATE: EXIT_INDETERMINATE,
}
WORST_FIRST = (EXIT_USAGE, EXIT_FAILED, EXIT_INDETERMINATE, EXIT_OK)
_FEW_FILES = 3
"""Up to so many files are told in full; more get one line each, and full text only where something is wrong."""
_RECORDS = (".xml", ".pdf")
_MOST_WITNESSES = 32
"""As many lines as a checkpoint may carry."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE... [--trust] [--receipt] [--witnesses] [--registry] [--at] [--json]."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=sentence("HELP_ARG_FILES_FOLDERS"))
    add_trust(parser)
    parser.add_argument("--receipt", metavar="FILE", help=sentence("HELP_ARG_RECEIPT"))
    parser.add_argument("--witnesses", metavar="N", help=sentence("HELP_ARG_WITNESSES"))
    parser.add_argument("--registry", metavar="URL", help=sentence("HELP_ARG_REGISTRY"))
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Verify every file; the worst exit code of all, in the order 3, 1, 2, 0."""
    policy = policy_of(options)
    if options.witnesses is not None:
        policy = replace(policy, trust=replace(policy.trust, witnesses=_count(options.witnesses)))
    known = registered(options, policy)
    codes: set[int] = set()
    files, summary = list(_files(options.files, codes)), Summary()
    in_full = len(files) <= _FEW_FILES
    with progress(sentence("CLI_PROGRESS_VERIFY"), len(files)) as step:
        for file in files:
            report = _verified(file, policy, known)
            codes.add(EXIT_CODES[report.indication] if report is not None else EXIT_USAGE)
            if report is not None and options.json:
                print(json.dumps(report.as_json(file), ensure_ascii=False))
            elif report is not None:
                _tell(file, report, known, policy, in_full=in_full)
            summary.add(file, report)
            step()
    if not (in_full or options.json):
        say(summary.lines())
    return next(code for code in WORST_FIRST if code in codes)


def _files(paths: list[str], codes: set[int]) -> Iterator[str]:
    """The files named, and those of every folder named; a folder without any is told, and its code added."""
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112  # a path that cannot even be asked about is told as a file
            yield path
            continue
        found = sorted(
            str(Path(folder, name))
            for folder, _, names in os.walk(path)
            for name in names
            if name.lower().endswith(_RECORDS) and not name.startswith(".")
        )
        if not found:
            complain(explain(UsageError("CLI_NOTHING_TO_VERIFY"), path))
            codes.add(EXIT_USAGE)
        yield from found


def policy_of(options: argparse.Namespace) -> Policy:
    """The policy that `--trust` and `--at` ask for: nothing is trusted by default.

    Raises:
        UsageError: CLI_TIME_INVALID, CLI_FILE_NOT_FOUND, TRUST_UNREADABLE, TRUST_EMPTY.
    """
    trust = TrustStore()
    if options.trust is not None:
        if not Path(options.trust).exists():
            raise UsageError("CLI_FILE_NOT_FOUND", where=options.trust)
        trust = load_trust(Path(options.trust))
    return Policy(validation_time=_moment(options.at), trust=trust)


def _moment(value: str | None) -> datetime:
    if value is None:
        return SystemClock().now()
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise UsageError("CLI_TIME_INVALID", value=value) from None
    if moment.tzinfo is None:
        raise UsageError("CLI_TIME_INVALID", value=value)
    return moment


def _count(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and 0 < int(value) <= _MOST_WITNESSES):
        raise UsageError("WITNESSES_INVALID", value=value)
    return int(value)


def _verified(file: str, policy: Policy, known: Registered) -> VerificationReport | None:
    """The report; None where the file cannot be read, which has been said."""
    try:
        return known.judge(read_input(file), policy)
    except OSError as error:
        complain(os_trouble(error, file))
    except HocbaError as error:
        complain(explain(error, file))
    return None


def _tell(file: str, report: VerificationReport, known: Registered, policy: Policy, *, in_full: bool) -> None:
    in_full = in_full or report.indication is not Indication.TOTAL_PASSED
    say([*described(file, report, in_full=in_full), *(f"  {line}" for line in told(report, known.receipt, policy))])


def described(file: str, report: VerificationReport, *, in_full: bool) -> list[str]:
    """The report as lines for a person: conclusion, record, signatures, what is wrong and what to do."""
    sub = f" / {report.sub_indication.value}" if report.sub_indication else ""
    lines = [f"{file}: {sentence('CLI_' + report.indication.value)} ({report.indication.value}{sub})"]
    if report.demo and in_full:
        lines.append(f"  {sentence('CLI_DEMO_ANCHOR')}")
    lines += [f"  {line}" for line in copy_lines(report)]
    if not in_full:
        return lines
    record = report.record
    if record is not None:
        is_handover = report.profile == handover_form().profile.name
        lines.append(
            "  "
            + sentence(
                "CLI_HANDOVER" if is_handover else "CLI_RECORD",
                pupil=record.pupil,
                school=record.school,
                year=record.year,
                uuid=record.uuid,
                revision=record.revision if record.revision is not None else "–",
            )
        )
    lines += [f"  {_signature_line(signature)}" for signature in report.signatures]
    lines += [f"  {_check_line(check)}" for check in report.findings]
    for index, inner in enumerate(report.records, start=1):
        if inner.indication is not Indication.TOTAL_PASSED:
            lines += [f"  {line}" for line in described(f"HOC_BA[{index}]", inner, in_full=True)]
    missing = unchecked(report)
    if missing:
        lines.append(f"  {not_checked_line(missing)}")
    return lines


def copy_lines(report: VerificationReport) -> list[str]:
    """That a PDF is the authority's copy and not the school's own file; nothing of any other file."""
    if report.copy is None or report.indication is Indication.TOTAL_FAILED:
        return []
    time = f"{report.copy.sealed_at.astimezone(VIETNAM):%d/%m/%Y %H:%M:%S}"
    return [sentence("CLI_AUTHORITY_COPY", authority=report.copy.authority, time=time)]


def _signature_line(signature: SignatureReport) -> str:
    moment = signature.signing_time.astimezone(VIETNAM) if signature.signing_time else None
    return sentence(
        "CLI_SIGNATURE",
        mark="✔" if signature.indication is Indication.TOTAL_PASSED else "✘",
        slot=signature.slot,
        signer=signature.signer or "–",
        time=f"{moment:%d/%m/%Y %H:%M}" if moment else "–",
        issuer=signature.issuer or "–",
        serial=signature.serial or "–",
        status=sentence(f"CLI_STATUS_{signature.status.upper()}"),
    )


def _check_line(check: Check) -> str:
    place = f"{check.where}: " if check.where else ""
    source = f" ({citation(check.source, language())})" if check.source else ""
    return f"✘ {place}{text(check.code, check.params, language=language())} [{check.code}]{source}"
