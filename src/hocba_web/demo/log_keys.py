"""Keys of the demo's transparency log and of its witness; the witness's lie apart, as they would on another machine."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from hocba.adapters.witness.service import Memory
from hocba.transparency import KeyKind, NoteKey, new_key
from hocba_web.demo.sides import Plan

ORIGIN = "so-gddt.example/hoc-ba-so"
WITNESS_NAME = "chung-kien.example/hoc-ba-so"


def make_log_keys(plan: Plan) -> None:
    """Make both keys and let the trust folder know their public halves, unless they are there."""
    if plan.log_key.exists():
        return
    plan.folder.mkdir(mode=0o700, exist_ok=True)
    plan.witness_folder.mkdir(mode=0o700, exist_ok=True)
    log = new_key(ORIGIN, KeyKind.LOG, secrets.token_bytes)
    witness = new_key(WITNESS_NAME, KeyKind.WITNESS, secrets.token_bytes)
    trust = plan.pki / "trust"
    (trust / "log.vkey").write_text(f"{log.vkey}\n")
    (trust / "witness.vkey").write_text(f"{witness.vkey}\n")
    (plan.witness_folder / "log.vkey").write_text(f"{log.vkey}\n")
    plan.witnesses.write_text(f"{plan.witness} {witness.vkey}\n")
    _keep(plan.witness_key, witness)
    plan.witness_state.unlink(missing_ok=True)  # of keys that a stopped run made: nothing was signed with them
    Memory.begin(plan.witness_state, [log.name])
    _keep(plan.log_key, log)  # last: it says that the rest is there


def _keep(file: Path, key: NoteKey) -> None:
    """Readable by its owner only, from the first byte."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as target:
        target.write(f"{key.skey}\n")
