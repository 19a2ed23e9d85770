"""The verifier of the page that works in the browser alone, asked from a test."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from hocba.verification import TrustStore, load_trust

VECTORS = Path(__file__).resolve().parents[3] / "vectors"
MANIFEST: dict[str, Any] = json.loads((VECTORS / "manifest.json").read_text(encoding="utf-8"))
AT = datetime.fromisoformat(MANIFEST["at"])
ADDRESS = "/xac-thuc/tren-may/"

PREPARE = """async ([trusts, at]) => {
  const [{ prepare }, { verify }] = await Promise.all([
    import("/static/portal/offline/context.js"),
    import("/static/portal/offline/verify.js"),
  ]);
  const { trust, now, ...pack } = JSON.parse(document.getElementById("offline-pack").textContent);
  const contexts = Object.fromEntries(Object.entries(trusts).map(([name, one]) => [name, prepare(pack, one)(at)]));
  globalThis.judged = async ([trust, file]) => {
    const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
    const since = performance.now();
    const report = await verify(bytes, contexts[trust]);
    const checks = report.checks.map(({ code, outcome, where }) => [code, outcome, where]);
    return { indication: report.indication, sub: report.sub, checks, took: performance.now() - since };
  };
}"""
"""By the page's own scripts and data; only the trust is the test's, since one page has one trust."""


def store_of(name: str) -> TrustStore:
    """The trust that a vector is judged by."""
    return load_trust(VECTORS / name) if name else TrustStore()


@dataclass(frozen=True, slots=True)
class Judged:
    """What the browser's verifier said of one file."""

    indication: str | None
    """None: this page does not judge such files."""
    sub: str | None
    checks: tuple[tuple[str, str, str], ...]
    """Code, outcome, place."""
    took: float
    """Milliseconds."""

    def codes(self, *outcomes: str) -> set[str]:
        """Codes of the checks with one of these outcomes."""
        return {code for code, outcome, _ in self.checks if outcome in outcomes}


@dataclass(frozen=True, slots=True)
class Verifier:
    """The verifier of an open page, which is cut off from every network."""

    page: Page
    requests: list[str]
    """Addresses asked for since the page stood."""

    def judge(self, files: Sequence[tuple[str, bytes]]) -> list[Judged]:
        """Judge files, each by the trust named beside it (a folder of the vectors, "", or "demo")."""
        asked = [[trust, b64encode(data).decode("ascii")] for trust, data in files]
        answers = self.page.evaluate(
            "async (files) => { const all = []; for (const one of files) all.push(await judged(one)); return all; }",
            asked,
        )
        return [Judged(a["indication"], a["sub"], tuple(map(tuple, a["checks"])), a["took"]) for a in answers]
