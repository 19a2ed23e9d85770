"""`hocba verify`: is this file a record that this school issued, unchanged? Offline, without the web application."""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from pathlib import Path

from hocba.adapters.clock import VIETNAM, SystemClock
from hocba.errors import HocbaError, UsageError
from hocba.messages import text, what
from hocba.regulation import citation
from hocba.signature_profile.handover import handover_form
from hocba.verification import (
    Check,
    Indication,
    Outcome,
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
    progress,
    sentence,
)
from hocba_cli.registered import Registered, registered, told

EXIT_CODES = {
    Indication.TOTAL_PASSED: EXIT_OK,
    Indication.TOTAL_FAILED: EXIT_FAILED,
    Indication.INDETERMINATE: EXIT_INDETERMINATE,
}
WORST_FIRST = (EXIT_USAGE, EXIT_FAILED, EXIT_INDETERMINATE, EXIT_OK)
_FEW_FILES = 3
"""Up to so many files are told in full; more get one line each, and full text only where something is wrong."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE... [--trust] [--receipt] [--registry] [--at] [--json]."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=sentence("HELP_ARG_FILES"))
    add_trust(parser)
    parser.add_argument("--receipt", metavar="FILE", help=sentence("HELP_ARG_RECEIPT"))
    parser.add_argument("--registry", metavar="URL", help=sentence("HELP_ARG_REGISTRY"))
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Verify every file; the worst exit code of all, in the order 3, 1, 2, 0."""
    policy = policy_of(options)
    known = registered(options, policy)
    codes: set[int] = set()
    with progress(sentence("CLI_PROGRESS_VERIFY"), len(options.files)) as step:
        for file in options.files:
            codes.add(_verify_one(file, policy, known, options))
            step()
    return next(code for code in WORST_FIRST if code in codes)


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


def _verify_one(file: str, policy: Policy, known: Registered, options: argparse.Namespace) -> int:
    try:
        report = known.judge(read_input(file), policy)
    except OSError as error:
        complain(f"{file}: {sentence('CLI_OS_ERROR', path=file, detail=error.strerror or '')}")
        return EXIT_USAGE
    except HocbaError as error:
        error.where = error.where or file
        complain(explain(error))
        return EXIT_USAGE
    if options.json:
        print(json.dumps(report.as_json(file), ensure_ascii=False))
    else:
        in_full = len(options.files) <= _FEW_FILES or report.indication is not Indication.TOTAL_PASSED
        lines = [*described(file, report, in_full=in_full), *(f"  {line}" for line in told(report, known.receipt))]
        print("\n".join(lines))
    return EXIT_CODES[report.indication]


def described(file: str, report: VerificationReport, *, in_full: bool) -> list[str]:
    """The report as lines for a person: conclusion, record, signatures, what is wrong and what to do."""
    sub = f" / {report.sub_indication.value}" if report.sub_indication else ""
    lines = [f"{file}: {sentence('CLI_' + report.indication.value)} ({report.indication.value}{sub})"]
    if report.demo:
        lines.append(f"  {sentence('CLI_DEMO_ANCHOR')}")
    if report.copy is not None and report.indication is not Indication.TOTAL_FAILED:
        time = f"{report.copy.sealed_at.astimezone(VIETNAM):%d/%m/%Y %H:%M:%S}"
        lines.append(f"  {sentence('CLI_AUTHORITY_COPY', authority=report.copy.authority, time=time)}")
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
    unchecked = [what(c.code, c.params, language=language()) for c in report.checks if c.outcome is Outcome.NOT_CHECKED]
    if unchecked:
        lines.append(f"  {sentence('CLI_NOT_CHECKED')} {'; '.join(dict.fromkeys(unchecked))}")
    return lines


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
