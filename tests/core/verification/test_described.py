"""What a page shows of a file is what the verifier says of it, in values that any process can pass on."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hocba.errors import UnreadableFile
from hocba.verification import Policy, TrustStore, load_trust, verify
from hocba.verification.described import Described, described

VECTORS = Path(__file__).resolve().parents[2] / "vectors"
MANIFEST = json.loads((VECTORS / "manifest.json").read_text(encoding="utf-8"))
ENTRIES: list[dict[str, Any]] = MANIFEST["vectors"]


@cache
def policy(trust: str = "trust") -> Policy:
    store = load_trust(VECTORS / trust) if trust else TrustStore()
    return Policy(validation_time=datetime.fromisoformat(MANIFEST["at"]), trust=store)


def of(file: str, **more: Any) -> Described:
    return described((VECTORS / file).read_bytes(), policy(), **more)


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.get("attack") or entry["file"] for entry in ENTRIES])
def test_says_what_the_verifier_says(entry: dict[str, Any]) -> None:
    data = (VECTORS / entry["file"]).read_bytes()
    found, report = described(data, policy(entry["trust"])), verify(data, policy(entry["trust"]))
    assert found == json.loads(json.dumps(found))
    assert (found["indication"], found["sub_indication"]) == (entry["indication"], entry["sub_indication"])
    assert [(one["code"], one["outcome"], one["where"]) for one in found["checks"]] == [
        (one.code, one.outcome.value, one.where) for one in report.checks
    ]
    assert [(one["slot"], one["indication"]) for one in found["signatures"]] == [
        (one.slot, one.indication.value) for one in report.signatures
    ]
    places = {one["where"] for one in found["checks"]}
    assert all(any(f"{place}/".startswith(f"{one['where']}/") for place in places) for one in found["signatures"])
    assert [one["indication"] for one in found["records"]] == [one.indication.value for one in report.records]


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("golden/rsa.xml", {"rsa-sha256"}),
        ("golden/ecdsa.pdf", {"ecdsa-sha256"}),
        ("golden/package.xml", {"ecdsa-sha256"}),
    ],
)
def test_every_readable_signature_has_its_algorithm_and_key(file: str, names: set[str]) -> None:
    found = of(file)
    signatures = [*found["signatures"], *(one for inner in found["records"] for one in inner["signatures"])]
    assert {one["algorithm"] for one in signatures} == names
    assert {one["key"] for one in signatures} <= {"RSA 2048", "secp256r1"}


def test_a_seal_is_good_only_where_every_step_of_it_passed() -> None:
    assert of("golden/ecdsa.xml")["seal"]["good"]
    for attack in ("seal-other-school", "seal-same-name-no-tax-code", "seal-wrong-person"):
        assert not of(f"tampered/{attack}.xml")["seal"]["good"], attack
    for attack in ("seal-removed", "pdf-seal-removed"):
        suffix = "pdf" if attack.startswith("pdf") else "xml"
        assert of(f"tampered/{attack}.{suffix}")["seal"] is None, attack


def test_a_changed_byte_of_the_data_takes_the_seal_away() -> None:
    data = (VECTORS / "golden/ecdsa.xml").read_bytes().replace("Lê Thế Anh".encode(), "Lê Thế Ánh".encode())
    found = described(data, policy())
    assert found["seal"] is not None
    assert not found["seal"]["good"]
    assert found["sub_indication"] == "HASH_FAILURE"


def test_places_that_differ_are_named_without_a_value() -> None:
    mine = (VECTORS / "golden/ecdsa.xml").read_bytes()
    held = mine.replace("Lê Thế Anh".encode(), "Lê Thế Ánh".encode())
    found = described(mine, policy(), held=held)
    assert found["differs"] == [["pupil", "", "name"]]
    assert "Lê Thế Ánh" not in json.dumps(found, ensure_ascii=False)
    assert described(mine, policy(), held=mine)["differs"] == []


def test_a_sealed_pdf_and_its_xml_have_one_digest() -> None:
    assert of("golden/ecdsa.pdf")["digest"] == of("golden/ecdsa.xml")["digest"] != of("golden/rsa.xml")["digest"]


def test_what_is_neither_xml_nor_pdf_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="NOT_XML_OR_PDF"):
        described(b"GIF89a", policy())
