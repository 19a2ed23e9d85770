"""One class of the sample school, issued once for all tests of the command line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hocba_cli.issue import Request, issue
from hocba_cli.sample import SAMPLE_SCHOOL, SAMPLE_YEAR

NOW = datetime(2026, 8, 20, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class IssuedClass:
    """What `hocba issue --class` left behind."""

    out: Path
    report: dict

    @property
    def trust(self) -> str:
        return str(self.out / "pki" / "trust")

    @property
    def xml(self) -> Path:
        return min((self.out / "4A5").glob("*.xml"))

    @property
    def pdf(self) -> Path:
        return self.xml.with_suffix(".pdf")

    @property
    def package(self) -> Path:
        return self.out / "packages" / "4A5.xml"


@pytest.fixture(scope="session")
def issued(tmp_path_factory: pytest.TempPathFactory) -> IssuedClass:
    out = tmp_path_factory.mktemp("issued") / "out"
    issue(Request(SAMPLE_SCHOOL, out, SAMPLE_YEAR, class_name="4A5", jobs=1), now=NOW)
    return IssuedClass(out, json.loads((out / "report.json").read_text(encoding="utf-8")))
