"""What the played warehouse remembers: a JSON file, replaced whole."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self


@dataclass(slots=True)
class Faults:
    """How it misbehaves."""

    delay: float = 0
    """Seconds before each answer."""
    pending: int = 0
    """How often the result of a report is asked for before there is one."""
    twice: bool = False
    """Rows of results come twice."""
    lose: int = 0
    """So many answers are lost after the work was done."""
    down: bool = False
    """Nothing is answered but 503."""
    refuse: dict[str, str] = field(default_factory=dict)
    """Personal ID -> code with which this pupil's record is refused."""
    approve: bool = True
    """Certificates are approved as they come; else they wait."""
    recalls: str = "agree"
    """"agree", "refuse" or "wait"."""


@dataclass(slots=True)
class State:
    """Everything, as JSON: certificates, messages by unit and id, records by UUID, faults."""

    file: Path | None = None
    """None: kept in memory only."""
    certificates: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Serial -> {"sha256", "status": "pending"|"approved"|"refused"}."""
    messages: dict[str, dict[str, Any]] = field(default_factory=dict)
    """"unit/id" -> {"kind", "digest", "asked", "error", "rows"}."""
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    """UUID -> {"digest", "personal_id", "year", "state": "current"|"recalled", "taken": times a message brought it}."""
    faults: Faults = field(default_factory=Faults)

    @classmethod
    def load(cls, file: Path) -> Self:
        """What the file holds; empty where there is none."""
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return cls(file)
        return cls(file, found["certificates"], found["messages"], found["records"], Faults(**found["faults"]))

    def save(self) -> None:
        """Replace the file; a process that is killed leaves the old one or the new one."""
        if self.file is None:
            return
        held = {
            "certificates": self.certificates,
            "messages": self.messages,
            "records": self.records,
            "faults": asdict(self.faults),
        }
        fresh = self.file.with_suffix(f".{os.getpid()}")
        with fresh.open("w", encoding="utf-8") as out:
            json.dump(held, out, ensure_ascii=False)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(self.file)
