"""Every file of tests/vectors is judged as its manifest says."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hocba.verification import Indication, Outcome, Policy, TrustStore, VerificationReport, load_trust, verify
from support.forge.build import EXIT_CODES

VECTORS = Path(__file__).resolve().parents[2] / "vectors"
MANIFEST = json.loads((VECTORS / "manifest.json").read_text(encoding="utf-8"))
ENTRIES: list[dict[str, Any]] = MANIFEST["vectors"]
ATTACKS = [entry for entry in ENTRIES if entry["base"]]


@cache
def policy(trust: str) -> Policy:
    store = load_trust(VECTORS / trust) if trust else TrustStore()
    return Policy(validation_time=datetime.fromisoformat(MANIFEST["at"]), trust=store)


@cache
def report_of(file: str, trust: str) -> VerificationReport:
    return verify((VECTORS / file).read_bytes(), policy(trust))


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.get("attack") or entry["file"] for entry in ENTRIES])
def test_is_judged_as_the_manifest_says(entry: dict[str, Any]) -> None:
    report = report_of(entry["file"], entry["trust"])
    found = [check.code for check in report.findings]
    assert report.indication.value == entry["indication"], found
    assert (report.sub_indication.value if report.sub_indication else None) == entry["sub_indication"]
    assert EXIT_CODES[report.indication] == entry["exit_code"]
    if entry["code"] is not None:
        assert entry["code"] in found
    else:
        assert found == []


def test_no_attack_passes_or_gives_its_record_away() -> None:
    for entry in ATTACKS:
        report = report_of(entry["file"], entry["trust"])
        assert report.indication is not Indication.TOTAL_PASSED
        assert report.signed_record is None
        assert report.signed_xml is None


def test_every_finding_has_its_sentence_source_and_sub_indication() -> None:
    from hocba.messages import catalogue, text  # noqa: PLC0415  # only here

    for entry in ENTRIES:
        for check in report_of(entry["file"], entry["trust"]).checks:
            assert check.code in catalogue(), check.code
            assert check.source
            assert "…" not in text(check.code, check.params), (entry["file"], check)
            assert (check.sub_indication is not None) == (check.outcome in {Outcome.FAILED, Outcome.INDETERMINATE})


def test_at_least_forty_described_attacks_of_every_kind() -> None:
    names = {entry["attack"] for entry in ATTACKS}
    assert len(names) == len(ATTACKS) > 40
    assert all(len(entry["reason"]) > 5 and entry["code"] for entry in ATTACKS)
    for kind in ("wrapping-", "reference-", "shape-", "binding-", "time-", "algorithm-", "signer-", "form-"):
        assert any(name.startswith(kind) for name in names), kind
    for kind in ("pdf-", "pdf-sealed-", "pdf-cms-", "package-"):
        assert any(name.startswith(kind) for name in names), kind


def test_vectors_are_what_the_tool_makes() -> None:
    from support.forge.build import all_files  # noqa: PLC0415  # slow to import, only here

    wanted = all_files()
    for name, data in wanted.items():
        assert (VECTORS / name).read_bytes() == data, f"{name}: run tools/build_vectors.py"
    folders = {name.partition("/")[0] for name in wanted if "/" in name}
    there = {path.relative_to(VECTORS).as_posix() for folder in folders for path in (VECTORS / folder).iterdir()}
    assert there == {name for name in wanted if "/" in name}
