"""`hocba verify` with a receipt or with the register: what both say is put beside the file's own report."""

from __future__ import annotations

import argparse
import os
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from hocba.adapters.clock import VIETNAM
from hocba.adapters.registry import LogAnswer, LogState, RegistryClient, SeenLogs
from hocba.errors import UsageError
from hocba.verification import Policy, VerificationReport, verify
from hocba.verification.log import VerifierKey, read_vkey
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
    with_register_unasked,
    with_standing,
)
from hocba.verification.log.vkey import LOG, WITNESS
from hocba_cli.arguments import read_input
from hocba_cli.console import complain, sentence

_NONCE_BYTES = 16
_LONGEST_ORIGIN = 80


@dataclass(frozen=True, slots=True)
class Registered:
    """What `--receipt` and `--registry` name, opened once for all files."""

    receipt: ReceiptReport | None
    client: RegistryClient | None
    log: LogAnswer | None

    def judge(self, data: bytes, policy: Policy) -> VerificationReport:
        """The report of a file with what receipt and register say; certificates are judged at the proven time.

        Raises:
            UnreadableFile: NOT_XML_OR_PDF.
        """
        report = verify(data, policy)
        if self.receipt is None and self.client is None:
            return with_register_unasked(report)
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
        return self._with_standing(report, standing) if standing else with_register_unasked(report)

    def _asked(self, named: Named, policy: Policy) -> StandingReport | None:
        if self.client is None:
            return None
        nonce, answer = secrets.token_hex(_NONCE_BYTES), None
        if named.digest is not None and named.uuid is not None:
            answer = self.client.standing(named.uuid, named.digest, nonce)
        return read_standing(answer, policy, named, nonce=nonce)

    def _with_standing(self, report: VerificationReport, standing: StandingReport) -> VerificationReport:
        state = self.log.state if self.log else LogState.AWAY
        check = {LogState.KEPT: log_kept, LogState.FORKED: forked}.get(state, log_not_asked)
        return with_check(with_standing(report, standing), check())


def registered(options: argparse.Namespace, policy: Policy) -> Registered:
    """Open what the options name.

    Raises:
        UsageError: CLI_FILE_NOT_FOUND, CLI_FILE_TOO_LARGE, LOG_VKEY_UNREADABLE, WITNESSES_NOT_TRUSTED,
            LOG_SEEN_UNREADABLE, REGISTRY_ADDRESS_REFUSED.
    """
    receipt, client, log = None, None, None
    if options.receipt is not None:
        text = read_input(options.receipt).decode("ascii", "replace").strip()
        receipt = verify_receipt(text, policy)
    if options.registry is not None:
        client = RegistryClient(options.registry)
        keys = tuple(map(read_vkey, policy.trust.log_keys))
        log = SeenLogs(state_folder()).check(client, keys)
        unasked = _unasked(log, keys)
        if unasked:
            complain(sentence("CLI_LOG_NOT_ASKED", address=options.registry, reason=unasked))
    return Registered(receipt, client, log)


def _unasked(log: LogAnswer, keys: Iterable[VerifierKey]) -> str:
    """Why the log could not be compared with what was seen of it before; empty where it was."""
    trusted = ", ".join(dict.fromkeys(key.name for key in keys if key.kind == LOG))
    return {
        LogState.NO_KEY: sentence("CLI_LOG_NO_KEY"),
        LogState.AWAY: sentence("CLI_LOG_AWAY"),
        LogState.OTHER: sentence("CLI_LOG_OTHER", origin=log.origin[:_LONGEST_ORIGIN], trusted=trusted),
    }.get(log.state, "")


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


def told(report: VerificationReport, receipt: ReceiptReport | None, policy: Policy) -> list[str]:
    """What the register says, as lines for a person."""
    registry = report.registry
    if registry is None or registry.get("as_of") is None:
        return []
    as_of, proven = _shown(registry.get("as_of")), _shown(registry.get("proven_time"))
    if registry.get("state") != "accepted":
        return [sentence("CLI_REGISTRY_STATE", as_of=as_of, state=sentence(f"CLI_STATE_{registry['state']}".upper()))]
    lines = [sentence("CLI_REGISTRY_RECEIPT", proven=proven, as_of=as_of)]
    if receipt is not None:
        lines.append(_witnessed(receipt.witnesses, policy))
    return lines


def _witnessed(names: Sequence[str], policy: Policy) -> str:
    if not names:
        return sentence("CLI_REGISTRY_WEAK")
    trusted = {key.name for key in map(read_vkey, policy.trust.log_keys) if key.kind == WITNESS}
    return sentence("CLI_REGISTRY_WITNESSED", names=", ".join(names), count=len(names), trusted=len(trusted))


def _shown(value: object) -> str:
    moment: datetime | None = as_moment(value)
    return f"{moment.astimezone(VIETNAM):%d/%m/%Y %H:%M}" if moment else "–"
