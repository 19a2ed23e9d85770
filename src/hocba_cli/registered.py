"""`hocba verify` with a receipt or with the register: what both say is put beside the file's own report."""

from __future__ import annotations

import argparse
import os
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from hocba.adapters.clock import VIETNAM
from hocba.adapters.registry import LogState, RegistryClient, SeenLogs
from hocba.errors import UsageError
from hocba.verification import Policy, VerificationReport, verify
from hocba.verification.log import read_vkey
from hocba.verification.log.receipts import ReceiptReport, verify_receipt
from hocba.verification.log.registered import (
    Named,
    StandingReport,
    as_moment,
    forked,
    is_of,
    log_kept,
    log_not_asked,
    named_in,
    read_standing,
    with_check,
    with_receipt,
    with_standing,
)
from hocba_cli.arguments import read_input
from hocba_cli.console import sentence

_NONCE_BYTES = 16


@dataclass(frozen=True, slots=True)
class Registered:
    """What `--receipt` and `--registry` name, opened once for all files."""

    receipt: ReceiptReport | None
    client: RegistryClient | None
    log: LogState | None

    def judge(self, data: bytes, policy: Policy) -> VerificationReport:
        """The report of a file with what receipt and register say; certificates are judged at the proven time.

        Raises:
            UnreadableFile: NOT_XML_OR_PDF.
        """
        report = verify(data, policy)
        named = named_in(data, report, policy)
        standing = self._asked(named, policy)
        moments = [standing.proven_time] if standing else []
        if self.receipt is not None and is_of(self.receipt, named):
            moments.append(self.receipt.proven_time)
        proven = min((moment for moment in moments if moment is not None), default=None)
        if proven is not None:
            report = verify(data, replace(policy, proof_of_existence=proven))
        if self.receipt is not None:
            report = with_receipt(report, named, self.receipt)
        return self._with_standing(report, standing) if standing else report

    def _asked(self, named: Named, policy: Policy) -> StandingReport | None:
        if self.client is None:
            return None
        nonce, answer = secrets.token_hex(_NONCE_BYTES), None
        if named.digest is not None and named.uuid is not None:
            answer = self.client.standing(named.uuid, named.digest, nonce)
        return read_standing(answer, policy, named, nonce=nonce)

    def _with_standing(self, report: VerificationReport, standing: StandingReport) -> VerificationReport:
        check = {LogState.KEPT: log_kept, LogState.FORKED: forked}.get(self.log or LogState.NOT_ASKED, log_not_asked)
        return with_check(with_standing(report, standing), check())


def registered(options: argparse.Namespace, policy: Policy) -> Registered:
    """Open what the options name.

    Raises:
        UsageError: CLI_FILE_NOT_FOUND, CLI_FILE_TOO_LARGE, LOG_VKEY_UNREADABLE, LOG_SEEN_UNREADABLE,
            REGISTRY_ADDRESS_REFUSED.
    """
    receipt, client, log = None, None, None
    if options.receipt is not None:
        text = read_input(options.receipt).decode("ascii", "replace").strip()
        receipt = verify_receipt(text, policy)
    if options.registry is not None:
        client = RegistryClient(options.registry)
        log = SeenLogs(state_folder()).check(client, map(read_vkey, policy.trust.log_keys))
    return Registered(receipt, client, log)


def state_folder() -> Path:
    """Where this user's machine remembers logs: HOCBA_STATE, else the usual place.

    Raises:
        UsageError: CLI_FILE_NOT_FOUND: there is no home folder.
    """
    own = os.environ.get("HOCBA_STATE")
    if own:
        return Path(own)
    try:
        base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    except RuntimeError:
        raise UsageError("CLI_FILE_NOT_FOUND", where="HOCBA_STATE") from None
    return Path(base) / "hocba"


def told(report: VerificationReport, receipt: ReceiptReport | None) -> list[str]:
    """What the register says, as lines for a person."""
    registry = report.registry
    if registry is None or registry.get("as_of") is None:
        return []
    as_of, proven = _shown(registry.get("as_of")), _shown(registry.get("proven_time"))
    if registry.get("state") != "accepted":
        return [sentence("CLI_REGISTRY_STATE", as_of=as_of, state=sentence(f"CLI_STATE_{registry['state']}".upper()))]
    lines = [sentence("CLI_REGISTRY_RECEIPT", proven=proven, as_of=as_of)]
    if receipt is not None and not receipt.witnessed:
        lines.append(sentence("CLI_REGISTRY_WEAK"))
    return lines


def _shown(value: object) -> str:
    moment: datetime | None = as_moment(value)
    return f"{moment.astimezone(VIETNAM):%d/%m/%Y %H:%M}" if moment else "–"
